package chat.sotto.it.durability;

import chat.sotto.it.wire.ProtocolBytes;
import chat.sotto.it.wire.Refusal;
import chat.sotto.it.wire.WireChat;
import chat.sotto.it.wire.WireConnection;
import chat.sotto.it.wire.WireDevice;
import chat.sotto.it.wire.WireStream;
import chat.sotto.v1.ClientFrame;
import chat.sotto.v1.LogEntry;
import chat.sotto.v1.Sent;
import chat.sotto.v1.ServerFrame;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Someone who writes as fast as answers come and follows the chat at the same time, as a client
 * does that keeps its outbox and its place on disk: what was not answered is said again under the
 * same id after a reconnect, and the next entry must be the very next one.
 *
 * <p>A message's bytes follow from its id, so none need be remembered.
 */
final class Correspondent {
  private static final int WINDOW = 48;
  private static final int ACK_EVERY = 20;
  private static final Set<Status.Code> PEACEFUL =
      EnumSet.of(Status.Code.OK, Status.Code.UNAVAILABLE, Status.Code.CANCELLED);

  private final WireDevice device;
  private final WireChat chat;
  private final Runnable onAcknowledged;

  private final Set<ByteString> unanswered = new LinkedHashSet<>();
  private final Map<ByteString, Long> acknowledged = new HashMap<>();
  private final List<String> complaints = new ArrayList<>();
  private long processed;
  private ByteString hash;
  private int mayWrite;
  private @Nullable WireConnection connection;
  private @Nullable WireStream stream;

  /**
   * Somebody who has processed the log as far as the latest commit.
   *
   * @param hash H(n) of that commit
   * @param onAcknowledged told of each new acknowledgement, on the transport's thread
   */
  Correspondent(WireDevice device, WireChat chat, ByteString hash, Runnable onAcknowledged) {
    this.device = device;
    this.chat = chat;
    this.processed = chat.handshake();
    this.hash = hash;
    this.onAcknowledged = onAcknowledged;
  }

  /** Connects, says again what was not answered, and writes at most so many new messages. */
  void connect(InetSocketAddress server, int newMessages) {
    WireConnection opened = device.login(server);
    connection = opened;
    WireStream fresh = opened.stream();
    synchronized (this) {
      mayWrite = newMessages;
      stream = fresh;
      fresh.onFrame(frame -> hear(fresh, frame));
      fresh.sayHello(WireStream.position(chat.id(), processed));
      for (ByteString id : unanswered) {
        fresh.say(send(id));
      }
      fill(fresh);
    }
  }

  /** After the server's end: waits until the stream knows it, too. */
  void disconnect() {
    WireStream gone = stream;
    if (gone != null) {
      ended(gone.awaitEnd());
    }
    WireConnection closing = connection;
    if (closing != null) {
      closing.close();
    }
    stream = null;
    connection = null;
  }

  /** Ends well: everything that was said must be answered by then. */
  void goodbye() {
    WireStream ending = stream;
    if (ending != null) {
      ending.halfClose();
    }
    disconnect();
  }

  /** A dead server says nothing; one that refuses us has lost what it had. */
  private synchronized void ended(Refusal end) {
    if (!PEACEFUL.contains(end.status().getCode())) {
      complaints.add(device + " had " + processed + " and the stream ended with " + end);
    }
  }

  private synchronized void hear(WireStream from, ServerFrame frame) {
    switch (frame.getFrameCase()) {
      case SENT -> sent(from, frame.getSent());
      case SEND_REJECTED, COMMIT_REJECTED -> complaints.add(device + " was rejected: " + frame);
      case ENTRY -> follow(from, frame.getEntry());
      default -> {
        // Not what this is about.
      }
    }
  }

  private void sent(WireStream from, Sent sent) {
    if (!unanswered.remove(sent.getClientId())) {
      complaints.add(device + " got an answer twice: " + sent);
    }
    acknowledged.put(sent.getClientId(), sent.getSeq());
    onAcknowledged.run();
    fill(from);
  }

  private void follow(WireStream from, LogEntry entry) {
    if (entry.getSeq() != processed + 1) {
      complaints.add(device + " had " + processed + " and was given " + entry.getSeq());
      return;
    }
    processed = entry.getSeq();
    hash = ProtocolBytes.nextHash(hash, entry);
    if (processed % ACK_EVERY == 0) {
      from.ack(chat.id(), processed);
    }
  }

  private void fill(WireStream to) {
    List<ClientFrame> frames = new ArrayList<>();
    while (unanswered.size() < WINDOW && mayWrite > 0) {
      mayWrite--;
      ByteString id = ProtocolBytes.randomId();
      unanswered.add(id);
      frames.add(send(id));
    }
    if (!frames.isEmpty()) {
      to.say(frames);
    }
  }

  private ClientFrame send(ByteString id) {
    return WireStream.sendFrame(chat.id(), id, chat.handshake(), payload(id));
  }

  /** The bytes of the message with this id: 32 to 4,096 of them. */
  static ByteString payload(ByteString id) {
    ByteString block = ProtocolBytes.sha256(id);
    ByteString all = block;
    for (int i = id.byteAt(0) & 0x7f; i > 0; i--) {
      all = all.concat(block);
    }
    return all;
  }

  /** Whose they are. */
  WireDevice device() {
    return device;
  }

  /** Where they write. */
  WireChat chat() {
    return chat;
  }

  /** Whether every message was answered. */
  synchronized boolean isAnswered() {
    return unanswered.isEmpty() && mayWrite == 0;
  }

  /** What was acknowledged, and at which place. */
  synchronized Map<ByteString, Long> acknowledged() {
    return Map.copyOf(acknowledged);
  }

  /** How far they followed. */
  synchronized long processed() {
    return processed;
  }

  /** H(processed), computed from what they were given. */
  synchronized ByteString hash() {
    return hash;
  }

  /** What went wrong. */
  synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }
}
