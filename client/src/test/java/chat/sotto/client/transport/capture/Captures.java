package chat.sotto.client.transport.capture;

import chat.sotto.client.codec.ByteWriter;
import chat.sotto.client.primitives.Digests;
import chat.sotto.v1.ChatKind;
import chat.sotto.v1.ClientFrame;
import chat.sotto.v1.CommitEntry;
import chat.sotto.v1.CommitReceipt;
import chat.sotto.v1.CommitStatement;
import chat.sotto.v1.CommitSubmission;
import chat.sotto.v1.ConnectRequest;
import chat.sotto.v1.ConnectResponse;
import chat.sotto.v1.DeletionEntry;
import chat.sotto.v1.DeviceRef;
import chat.sotto.v1.EntryKind;
import chat.sotto.v1.FetchLogResponse;
import chat.sotto.v1.GoAwayReason;
import chat.sotto.v1.LogEntry;
import chat.sotto.v1.NoticeEntry;
import chat.sotto.v1.NoticeKind;
import chat.sotto.v1.Position;
import chat.sotto.v1.RejectReason;
import chat.sotto.v1.ServerFrame;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A chat's log and every kind of frame, with a known plaintext wherever something is sealed. */
final class Captures {
  static final ByteString CHAT = id(0xca);
  static final ByteString ALICE = id(0xa1);
  static final ByteString BOB = id(0xb0);
  static final String MARKER = "attack at dawn, says the marker";
  static final long TIME = 1_795_259_576_933L;

  private Captures() {}

  static ByteString id(int value) {
    byte[] id = new byte[16];
    java.util.Arrays.fill(id, (byte) value);
    return ByteString.copyFrom(id);
  }

  /** An envelope whose ciphertext is the marker, in a bucket of 256 bytes. */
  static ByteString envelope(long epoch, long counter, long place, byte[] hash) {
    byte[] sealed = new byte[256 + 28];
    byte[] marker = MARKER.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(marker, 0, sealed, 40, marker.length);
    return ByteString.copyFrom(
        new ByteWriter().u8(1).u64(epoch).u64(counter).u64(place).raw(hash).raw(sealed).toBytes());
  }

  static LogEntry.Builder entry(long seq, EntryKind kind, ByteString payload) {
    return LogEntry.newBuilder()
        .setChatId(CHAT)
        .setSeq(seq)
        .setKind(kind)
        .setSenderDevice(kind == EntryKind.ENTRY_KIND_NOTICE ? id(0) : ALICE)
        .setClientId(kind == EntryKind.ENTRY_KIND_NOTICE ? id(0) : id((int) seq))
        .setTimeMs(TIME + seq)
        .setPayload(payload);
  }

  /** SHA-256 of the canonical bytes, as docs/protocol.md says. */
  static byte[] entryHash(LogEntry entry) {
    return Digests.sha256(
        new ByteWriter()
            .raw(entry.getChatId().toByteArray())
            .u64(entry.getSeq())
            .u8(entry.getKindValue())
            .raw(entry.getSenderDevice().toByteArray())
            .raw(entry.getClientId().toByteArray())
            .u64(entry.getTimeMs())
            .lp(entry.getPayload().toByteArray())
            .toBytes());
  }

  static CommitStatement statement() {
    return CommitStatement.newBuilder()
        .addAdded(DeviceRef.newBuilder().setUsername("bob").setDeviceId(BOB))
        .addInvited("carol")
        .build();
  }

  /** Six entries: a commit, three messages, a deletion, a notice. Messages name true places. */
  static List<LogEntry> log() {
    List<LogEntry> log = new ArrayList<>();
    List<byte[]> hashes = new ArrayList<>(List.of(new byte[32]));
    ByteString commit =
        CommitEntry.newBuilder()
            .setCommit(ByteString.copyFromUtf8("I" + MARKER))
            .setStatement(statement())
            .build()
            .toByteString();
    append(log, hashes, entry(1, EntryKind.ENTRY_KIND_COMMIT, commit).build());
    append(
        log,
        hashes,
        entry(2, EntryKind.ENTRY_KIND_MESSAGE, envelope(7, 1, 1, hashes.get(1))).build());
    append(
        log,
        hashes,
        entry(3, EntryKind.ENTRY_KIND_MESSAGE, envelope(7, 2, 1, hashes.get(1))).build());
    append(
        log,
        hashes,
        entry(4, EntryKind.ENTRY_KIND_MESSAGE, envelope(7, 3, 3, hashes.get(3))).build());
    append(
        log,
        hashes,
        entry(
                5,
                EntryKind.ENTRY_KIND_DELETION,
                DeletionEntry.newBuilder().setTargetSeq(2).build().toByteString())
            .build());
    append(
        log,
        hashes,
        entry(
                6,
                EntryKind.ENTRY_KIND_NOTICE,
                NoticeEntry.newBuilder()
                    .setKind(NoticeKind.NOTICE_KIND_LEFT)
                    .setUsername("bob")
                    .addRemovedDevices(BOB)
                    .setClosesChat(true)
                    .build()
                    .toByteString())
            .build());
    return log;
  }

  private static void append(List<LogEntry> log, List<byte[]> hashes, LogEntry entry) {
    log.add(entry);
    hashes.add(Digests.sha256(hashes.get(hashes.size() - 1), entryHash(entry)));
  }

  /** H(n) of {@link #log}. */
  static byte[] hash(int n) {
    byte[] hash = new byte[32];
    for (LogEntry entry : log().subList(0, n)) {
      hash = Digests.sha256(hash, entryHash(entry));
    }
    return hash;
  }

  static LogEntry deleted(LogEntry entry) {
    return entry.toBuilder()
        .clearPayload()
        .setEntryHash(ByteString.copyFrom(entryHash(entry)))
        .build();
  }

  static FetchLogResponse page(List<LogEntry> entries) {
    return FetchLogResponse.newBuilder()
        .addAllEntries(entries)
        .setHashBefore(ByteString.copyFrom(hash((int) entries.get(0).getSeq() - 1)))
        .setLastSeq(6)
        .build();
  }

  /** Every kind of frame that a server sends. */
  static ConnectResponse everyServerFrame() {
    ByteString sealed = envelope(7, 9, 4, hash(4));
    ServerFrame.Builder[] frames = {
      frame(), frame(), frame(), frame(), frame(), frame(), frame(), frame(), frame(), frame(),
      frame(), frame()
    };
    frames[0].getHelloOkBuilder().setProtocolVersion(1).setSendWindow(256).setReceiveWindow(256);
    frames[1].setEntry(log().get(0));
    frames[2].getCaughtUpBuilder();
    frames[3].getSentBuilder().setChatId(CHAT).setClientId(id(1)).setSeq(3).setTimeMs(TIME);
    frames[4]
        .getSendRejectedBuilder()
        .setChatId(CHAT)
        .setClientId(id(1))
        .setReason(RejectReason.REJECT_REASON_STALE_EPOCH)
        .setLatestHandshake(5);
    frames[5].setCommitReceipt(
        CommitReceipt.newBuilder()
            .setChatId(CHAT)
            .setClientId(id(2))
            .setSeq(2)
            .setTimeMs(TIME)
            .setHashBefore(ByteString.copyFrom(hash(1))));
    frames[6]
        .getCommitRejectedBuilder()
        .setChatId(CHAT)
        .setClientId(id(2))
        .setReason(RejectReason.REJECT_REASON_STATEMENT_REFUSED)
        .setDetail("bob may not");
    frames[7].getDeliveredBuilder().setUsername("bob").setPosition(position());
    frames[8]
        .getReadMarkBuilder()
        .setChatId(CHAT)
        .setUsername("bob")
        .setDeviceId(BOB)
        .setSealed(sealed);
    frames[9]
        .getTypingBuilder()
        .setChatId(CHAT)
        .setUsername("bob")
        .setDeviceId(BOB)
        .setSealed(sealed);
    frames[10]
        .getRequestBuilder()
        .setChatId(CHAT)
        .setKind(ChatKind.CHAT_KIND_DIRECT)
        .setFrom("bob")
        .setTimeMs(TIME);
    frames[11]
        .getGoAwayBuilder()
        .setReason(GoAwayReason.GO_AWAY_REASON_DRAINING)
        .setRetryAfterMs(2000);
    ConnectResponse.Builder message = ConnectResponse.newBuilder();
    for (ServerFrame.Builder frame : frames) {
      message.addFrames(frame);
    }
    return message.build();
  }

  private static ServerFrame.Builder frame() {
    return ServerFrame.newBuilder();
  }

  private static Position position() {
    return Position.newBuilder().setChatId(CHAT).setSeq(4).build();
  }

  /** Every kind of frame that a client sends. */
  static ConnectRequest everyClientFrame() {
    ByteString sealed = envelope(7, 9, 4, hash(4));
    ConnectRequest.Builder message = ConnectRequest.newBuilder();
    message.addFramesBuilder().getHelloBuilder().setProtocolVersion(1).addPositions(position());
    message
        .addFramesBuilder()
        .getSendBuilder()
        .setChatId(CHAT)
        .setClientId(id(1))
        .setAfterHandshake(1)
        .setPayload(sealed);
    message
        .addFramesBuilder()
        .setCommit(
            CommitSubmission.newBuilder()
                .setChatId(CHAT)
                .setClientId(id(2))
                .setAfterHandshake(1)
                .setCommit(ByteString.copyFromUtf8("I" + MARKER))
                .setGroupInfo(ByteString.copyFromUtf8("I" + MARKER + MARKER))
                .setStatement(statement()));
    message.addFrames(
        ClientFrame.newBuilder().setAck(chat.sotto.v1.Ack.newBuilder().setPosition(position())));
    message.addFramesBuilder().getMarkReadBuilder().setChatId(CHAT).setSealed(sealed);
    message.addFramesBuilder().getTypingBuilder().setChatId(CHAT).setSealed(sealed);
    return message.build();
  }

  /** As {@code buf curl} prints it. */
  static String json(Message message) {
    try {
      return JsonFormat.printer().print(message);
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
