package chat.sotto.client.session;

import chat.sotto.client.model.ChatId;
import chat.sotto.client.transport.ChatStream;
import chat.sotto.client.transport.ClientFrame;
import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Frames that wait for the stream. Acknowledgements, read marks and typing signs are states, of
 * which only the latest of each chat waits; messages and commits wait in order, and for the
 * server's window. Confined to the uplink's executor.
 */
final class Outgoing {

  /**
   * The server takes one read mark a second and chat; of faster ones it keeps the last, and so do
   * we.
   */
  static final long MARK_INTERVAL_MS = 1_000;

  private final Deque<ClientFrame> answered = new ArrayDeque<>();
  private final Map<ChatId, Long> acks = new LinkedHashMap<>();
  private final Map<ChatId, ByteString> marks = new LinkedHashMap<>();
  private final Map<ChatId, ByteString> typing = new LinkedHashMap<>();
  private final Map<ChatId, Long> markedAtMs = new HashMap<>();
  private int unanswered;
  private int window;

  /** A stream begins; the server takes so many unanswered sends. */
  void open(int sendWindow) {
    window = Math.max(1, sendWindow);
    unanswered = 0;
  }

  /**
   * The stream is gone: what was to be answered comes again from the outbox; acknowledgements go
   * with the next Hello.
   */
  void clear() {
    answered.clear();
    acks.clear();
    typing.clear();
    unanswered = 0;
    window = 0;
  }

  void add(ClientFrame frame) {
    if (frame instanceof ClientFrame.Ack ack) {
      acks.merge(ack.chat(), ack.seq(), Math::max);
    } else if (frame instanceof ClientFrame.MarkRead mark) {
      marks.put(mark.chat(), mark.sealed());
    } else if (frame instanceof ClientFrame.Typing sign) {
      typing.put(sign.chat(), sign.sealed());
    } else {
      answered.add(frame);
    }
  }

  /** The server answered a send or a commit. */
  void answered() {
    unanswered = Math.max(0, unanswered - 1);
  }

  /** Whether nothing waits. */
  boolean isEmpty() {
    return answered.isEmpty() && acks.isEmpty() && marks.isEmpty() && typing.isEmpty();
  }

  /** How many sends the server has not answered. */
  int unanswered() {
    return unanswered;
  }

  /** Milliseconds until the next read mark may go, 0 for now; -1 when none waits. */
  long markDelayMs(long nowMs) {
    return marks.keySet().stream()
        .mapToLong(
            chat ->
                Math.max(
                    0,
                    markedAtMs.getOrDefault(chat, nowMs - MARK_INTERVAL_MS)
                        + MARK_INTERVAL_MS
                        - nowMs))
        .min()
        .orElse(-1);
  }

  /** The frames of the next stream message; empty when nothing may go. */
  List<ClientFrame> next(long nowMs, boolean takingSends) {
    List<ClientFrame> frames = new ArrayList<>();
    drain(acks, frames, ClientFrame.Ack::new);
    Iterator<Map.Entry<ChatId, ByteString>> waiting = marks.entrySet().iterator();
    while (waiting.hasNext() && frames.size() < ChatStream.MAX_FRAMES) {
      Map.Entry<ChatId, ByteString> mark = waiting.next();
      Long last = markedAtMs.get(mark.getKey());
      if (last == null || nowMs - last >= MARK_INTERVAL_MS) {
        markedAtMs.put(mark.getKey(), nowMs);
        frames.add(new ClientFrame.MarkRead(mark.getKey(), mark.getValue()));
        waiting.remove();
      }
    }
    drain(typing, frames, ClientFrame.Typing::new);
    long bytes = 0;
    while (takingSends
        && !answered.isEmpty()
        && unanswered < window
        && frames.size() < ChatStream.MAX_FRAMES) {
      long size = size(answered.getFirst());
      if (bytes > 0 && bytes + size > ChatStream.MAX_BYTES) {
        break;
      }
      bytes += size;
      unanswered++;
      frames.add(answered.removeFirst());
    }
    return frames;
  }

  private static <V> void drain(
      Map<ChatId, V> states,
      List<ClientFrame> frames,
      java.util.function.BiFunction<ChatId, V, ClientFrame> frame) {
    Iterator<Map.Entry<ChatId, V>> waiting = states.entrySet().iterator();
    while (waiting.hasNext() && frames.size() < ChatStream.MAX_FRAMES) {
      Map.Entry<ChatId, V> state = waiting.next();
      frames.add(frame.apply(state.getKey(), state.getValue()));
      waiting.remove();
    }
  }

  private static long size(ClientFrame frame) {
    if (frame instanceof ClientFrame.Send send) {
      return send.payload().size() + 64L;
    }
    if (frame instanceof ClientFrame.Commit commit) {
      return commit.draft().commit().size() + commit.draft().groupInfo().size() + 256L;
    }
    return 64;
  }
}
