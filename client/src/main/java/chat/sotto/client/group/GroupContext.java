package chat.sotto.client.group;

import chat.sotto.client.codec.ByteReader;
import chat.sotto.client.codec.ByteWriter;
import chat.sotto.client.codec.MalformedBytesException;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.Epoch;
import chat.sotto.client.primitives.Digests;
import com.google.crypto.tink.util.Bytes;

/**
 * What all members of a group agree on at one epoch, apart from its secret.
 *
 * @param transcript 32 bytes over all commits so far
 */
record GroupContext(ChatId chat, Epoch epoch, Roster roster, Bytes transcript) {
  static final Bytes NO_TRANSCRIPT = Bytes.copyFrom(new byte[32]);

  private static final int VERSION = 1;

  /** So that the next one can be counted. */
  private static final long MAX_EPOCH = 1L << 62;

  byte[] toBytes() {
    ByteWriter out = new ByteWriter().u8(VERSION).raw(chat.value()).u64(epoch.value());
    roster.write(out);
    return out.raw(transcript).toBytes();
  }

  static GroupContext parse(byte[] bytes) throws MalformedBytesException {
    ByteReader in = new ByteReader(bytes);
    if (in.u8() != VERSION) {
      throw new MalformedBytesException("an unknown version of a group context");
    }
    ChatId chat = ChatId.of(in.raw(16));
    Epoch epoch = new Epoch(in.u64());
    if (epoch.value() > MAX_EPOCH) {
      throw new MalformedBytesException("an epoch that no group reaches");
    }
    Roster roster = Roster.read(in);
    Bytes transcript = in.bytes(32);
    in.end();
    return new GroupContext(chat, epoch, roster, transcript);
  }

  /** SHA-256 of its bytes: what commits say they build on. */
  Bytes hash() {
    return Bytes.copyFrom(Digests.sha256(toBytes()));
  }

  /** The context after a commit; {@code signed} is the commit without signature and tag. */
  GroupContext next(Roster roster, byte[] signed) {
    return new GroupContext(chat, epoch.next(), roster, transcript(transcript, signed));
  }

  /** The context that a creating commit makes. */
  static GroupContext first(ChatId chat, Roster roster, byte[] signed) {
    return new GroupContext(chat, new Epoch(0), roster, transcript(NO_TRANSCRIPT, signed));
  }

  private static Bytes transcript(Bytes before, byte[] signed) {
    return Bytes.copyFrom(Digests.sha256(before.toByteArray(), signed));
  }
}
