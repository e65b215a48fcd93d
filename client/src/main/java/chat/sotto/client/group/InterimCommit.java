package chat.sotto.client.group;

import chat.sotto.client.codec.ByteReader;
import chat.sotto.client.codec.ByteWriter;
import chat.sotto.client.codec.MalformedBytesException;
import chat.sotto.client.identity.DeviceCredential;
import chat.sotto.client.identity.LocalDevice;
import chat.sotto.client.identity.SignWithLabel;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.DevicePublicKey;
import chat.sotto.client.model.Epoch;
import com.google.crypto.tink.util.Bytes;
import java.util.Arrays;

/**
 * A commit in parts.
 *
 * @param epoch the epoch that it makes
 * @param base hash of the context that it builds on; zero bytes when it creates a group
 * @param signed the commit without signature and tag
 */
record InterimCommit(
    ChatId chat,
    Epoch epoch,
    Bytes base,
    Body body,
    DeviceId signer,
    Bytes signed,
    Bytes signature,
    Bytes tag) {
  /** First byte of everything that this agreement makes, and of nothing that MLS makes. */
  static final int MAGIC = 0x49;

  static final int VERSION = 1;
  static final Bytes NO_BASE = Bytes.copyFrom(new byte[32]);

  private static final String LABEL = "sotto interim commit v1";
  private static final int MAX_LENGTH = 1024 * 1024;
  private static final int SIGNATURE_LENGTH = SignWithLabel.SIGNATURE_LENGTH;
  private static final int TAG_LENGTH = 32;
  private static final int MAX_SEALED = 256;
  private static final int CREATE = 0;
  private static final int JOIN = 1;
  private static final int REKEY = 2;

  /** What a commit does. */
  sealed interface Body {
    /** Makes a group. */
    record Create(Roster roster) implements Body {}

    /** Joins, with a fresh secret sealed to the group's join key. */
    record Join(DeviceCredential joiner, Bytes sealed) implements Body {}

    /** Re-keys, with a fresh secret sealed under the old epoch's re-key key. */
    record Rekey(Bytes sealed) implements Body {}
  }

  /** The bytes that are signed, and that the transcript takes in. */
  static byte[] signedPart(ChatId chat, Epoch epoch, Bytes base, Body body, DeviceId signer) {
    ByteWriter out = new ByteWriter().u8(MAGIC).u8(VERSION);
    if (body instanceof Body.Create create) {
      out.u8(CREATE).raw(chat.value()).u64(epoch.value()).raw(base);
      create.roster().write(out);
    } else if (body instanceof Body.Join join) {
      out.u8(JOIN).raw(chat.value()).u64(epoch.value()).raw(base);
      CredentialCodec.write(out, join.joiner());
      out.lp(join.sealed().toByteArray());
    } else if (body instanceof Body.Rekey rekey) {
      out.u8(REKEY).raw(chat.value()).u64(epoch.value()).raw(base);
      out.lp(rekey.sealed().toByteArray());
    }
    return out.raw(signer.value()).toBytes();
  }

  /** The whole commit. */
  static Bytes seal(byte[] signed, LocalDevice signer, byte[] tag) {
    return Bytes.copyFrom(
        new ByteWriter().raw(signed).raw(signer.key().sign(LABEL, signed)).raw(tag).toBytes());
  }

  static InterimCommit parse(byte[] bytes) throws MalformedBytesException {
    if (bytes.length > MAX_LENGTH) {
      throw new MalformedBytesException("a commit is longer than 1 MiB");
    }
    ByteReader in = new ByteReader(bytes);
    if (in.u8() != MAGIC || in.u8() != VERSION) {
      throw new MalformedBytesException("not a commit of this agreement");
    }
    int type = in.u8();
    ChatId chat = ChatId.of(in.raw(16));
    Epoch epoch = new Epoch(in.u64());
    Bytes base = in.bytes(32);
    Body body = readBody(in, type);
    DeviceId signer = DeviceId.of(in.raw(16));
    Bytes signed = Bytes.copyFrom(Arrays.copyOf(bytes, bytes.length - in.remaining()));
    Bytes signature = in.bytes(SIGNATURE_LENGTH);
    Bytes tag = in.bytes(TAG_LENGTH);
    in.end();
    return new InterimCommit(chat, epoch, base, body, signer, signed, signature, tag);
  }

  private static Body readBody(ByteReader in, int type) throws MalformedBytesException {
    return switch (type) {
      case CREATE -> new Body.Create(Roster.read(in));
      case JOIN -> new Body.Join(CredentialCodec.read(in), Bytes.copyFrom(in.lp(MAX_SEALED)));
      case REKEY -> new Body.Rekey(Bytes.copyFrom(in.lp(MAX_SEALED)));
      default -> throw new MalformedBytesException("an unknown type of commit");
    };
  }

  boolean isSignedBy(DevicePublicKey key) {
    return SignWithLabel.verify(key.value(), LABEL, signed.toByteArray(), signature.toByteArray());
  }
}
