package chat.sotto.client.profile;

import chat.sotto.client.attachment.SealedFile;
import chat.sotto.client.codec.ByteReader;
import chat.sotto.client.codec.ByteWriter;
import chat.sotto.client.codec.MalformedBytesException;
import chat.sotto.client.identity.Pin;
import chat.sotto.client.model.AccountPublicKey;
import chat.sotto.client.model.AttachmentId;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Epoch;
import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.client.primitives.Secrets;
import com.google.crypto.tink.util.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of the profile's values, before they are sealed. Enum constants go by name: their order
 * may change. What a version added stands at the end, and is missing in older rows.
 */
final class RowCodec {
  private static final int MAX_TEXT = 1 << 20;
  private static final int MAX_MEMBERS = 10_000;

  private RowCodec() {}

  static byte[] write(StoredChat chat) {
    ByteWriter out =
        new ByteWriter()
            .raw(chat.chat().value())
            .lp(chat.kind().name())
            .lp(chat.state().name())
            .lp(chat.title())
            .u64(chat.joined().value())
            .u32(chat.members().size());
    chat.members().forEach(m -> out.lp(m.username().value()).u8(m.invited() ? 1 : 0));
    return out.toBytes();
  }

  static StoredChat readChat(byte[] bytes) {
    return read(
        bytes,
        in -> {
          ChatId chat = new ChatId(in.bytes(16));
          ChatKind kind = constant(ChatKind.class, in);
          ChatState state = constant(ChatState.class, in);
          String title = in.text(MAX_TEXT);
          Seq joined = new Seq(in.u64());
          int count = in.u32(MAX_MEMBERS);
          List<StoredChat.Member> members = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            members.add(new StoredChat.Member(new Username(in.text(64)), in.flag()));
          }
          return new StoredChat(chat, kind, state, title, members, joined);
        });
  }

  static byte[] write(Cursor cursor) {
    return new ByteWriter()
        .u64(cursor.position().value())
        .raw(cursor.hash().value())
        .u64(cursor.handshake().value())
        .toBytes();
  }

  static Cursor readCursor(byte[] bytes) {
    return read(
        bytes, in -> new Cursor(new Seq(in.u64()), new LogHash(in.bytes(32)), new Seq(in.u64())));
  }

  static byte[] write(StoredEntry entry) {
    Username sender = entry.sender();
    String text = entry.text();
    Seq replyTo = entry.replyTo();
    ByteWriter out =
        new ByteWriter()
            .u64(entry.seq().value())
            .raw(entry.logHash().value())
            .lp(sender == null ? "" : sender.value())
            .raw(entry.device().value())
            .raw(entry.clientId().value())
            .u64(entry.time().toEpochMilli())
            .lp(entry.kind().name())
            .u8(entry.shown() ? 1 : 0)
            .u8(text == null ? 0 : 1);
    if (text != null) {
      out.lp(text);
    }
    out.u64(replyTo == null ? 0 : replyTo.value());
    SealedFile file = entry.file();
    if (file != null) {
      FileRowCodec.write(out, file);
    }
    return out.toBytes();
  }

  static StoredEntry readEntry(byte[] bytes) {
    return read(
        bytes,
        in -> {
          Seq seq = new Seq(in.u64());
          LogHash hash = new LogHash(in.bytes(32));
          String sender = in.text(64);
          DeviceId device = new DeviceId(in.bytes(16));
          ClientMessageId clientId = new ClientMessageId(in.bytes(16));
          Instant time = Instant.ofEpochMilli(in.u64());
          MessageKind kind = constant(MessageKind.class, in);
          boolean shown = in.flag();
          String text = in.flag() ? in.text(MAX_TEXT) : null;
          long replyTo = in.u64();
          return new StoredEntry(
              seq,
              hash,
              sender.isEmpty() ? null : new Username(sender),
              device,
              clientId,
              time,
              kind,
              shown,
              text,
              replyTo == 0 ? null : new Seq(replyTo),
              in.remaining() == 0 ? null : FileRowCodec.read(in));
        });
  }

  static byte[] write(EpochKey key) {
    return new ByteWriter()
        .lp(Secrets.export(key.payloadKey()))
        .lp(key.authenticator().toByteArray())
        .toBytes();
  }

  static EpochKey readEpochKey(Epoch epoch, byte[] bytes) {
    return read(
        bytes, in -> new EpochKey(epoch, Secrets.of(in.lp(64)), Bytes.copyFrom(in.lp(256))));
  }

  static byte[] write(OutboxMessage message) {
    AttachmentId attachment = message.attachment();
    return new ByteWriter()
        .raw(message.chat().value())
        .raw(message.clientId().value())
        .u64(message.queued().toEpochMilli())
        .lp(message.content().toByteArray())
        .raw(attachment == null ? new byte[0] : attachment.toBytes())
        .toBytes();
  }

  static OutboxMessage readOutbox(byte[] bytes) {
    return read(
        bytes,
        in -> {
          ChatId chat = new ChatId(in.bytes(16));
          ClientMessageId clientId = new ClientMessageId(in.bytes(16));
          Instant queued = Instant.ofEpochMilli(in.u64());
          Bytes content = Bytes.copyFrom(in.lp(MAX_TEXT));
          AttachmentId attachment = in.remaining() == 0 ? null : new AttachmentId(in.bytes(16));
          return new OutboxMessage(chat, clientId, content, queued, attachment);
        });
  }

  static byte[] write(Pin pin) {
    return new ByteWriter()
        .lp(pin.user().value())
        .raw(pin.key().value())
        .u8(pin.verified() ? 1 : 0)
        .toBytes();
  }

  static Pin readPin(byte[] bytes) {
    return read(
        bytes,
        in -> new Pin(new Username(in.text(64)), new AccountPublicKey(in.bytes(32)), in.flag()));
  }

  static byte[] write(Mark mark) {
    return new ByteWriter()
        .lp(mark.username().value())
        .u64(mark.delivered().value())
        .u64(mark.read().value())
        .toBytes();
  }

  static Mark readMark(byte[] bytes) {
    return read(
        bytes, in -> new Mark(new Username(in.text(64)), new Seq(in.u64()), new Seq(in.u64())));
  }

  static byte[] write(EntryStep.SenderCounter counter) {
    return new ByteWriter().raw(counter.device().value()).u64(counter.value()).toBytes();
  }

  static EntryStep.SenderCounter readCounter(byte[] bytes) {
    return read(bytes, in -> new EntryStep.SenderCounter(new DeviceId(in.bytes(16)), in.u64()));
  }

  static byte[] write(long number) {
    return new ByteWriter().u64(number).toBytes();
  }

  static long readNumber(byte[] bytes) {
    return read(bytes, ByteReader::u64);
  }

  static <T> T read(byte[] bytes, Body<T> body) {
    try {
      ByteReader in = new ByteReader(bytes);
      T value = body.read(in);
      in.end();
      return value;
    } catch (MalformedBytesException | IllegalArgumentException e) {
      throw new SottoException(
              Reason.PROFILE_UNREADABLE, "the profile holds a value of an unknown form")
          .hint("use the version of sotto that wrote it")
          .cause(e);
    }
  }

  private static <E extends Enum<E>> E constant(Class<E> type, ByteReader in)
      throws MalformedBytesException {
    return Enum.valueOf(type, in.text(64));
  }

  /** Reads one value. */
  @FunctionalInterface
  interface Body<T> {
    T read(ByteReader in) throws MalformedBytesException;
  }
}
