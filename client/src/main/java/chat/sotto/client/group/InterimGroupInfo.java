package chat.sotto.client.group;

import chat.sotto.client.codec.ByteReader;
import chat.sotto.client.codec.ByteWriter;
import chat.sotto.client.codec.MalformedBytesException;
import chat.sotto.client.identity.LocalDevice;
import chat.sotto.client.identity.SignWithLabel;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.DevicePublicKey;
import chat.sotto.client.primitives.HpkeX25519;
import com.google.crypto.tink.util.Bytes;
import java.util.Arrays;

/**
 * What a joiner needs: the context, and the key to seal a fresh secret to. Signed by a member's
 * device.
 */
record InterimGroupInfo(
    GroupContext context, Bytes joinPublicKey, DeviceId signer, Bytes signed, Bytes signature) {
  private static final String LABEL = "sotto interim group info v1";
  private static final int MAX_LENGTH = 2 * 1024 * 1024;

  static Bytes make(GroupContext context, EpochSecret secret, LocalDevice signer) {
    byte[] signed =
        new ByteWriter()
            .u8(InterimCommit.MAGIC)
            .u8(InterimCommit.VERSION)
            .lp(context.toBytes())
            .raw(secret.joinPublicKey())
            .raw(signer.device().value())
            .toBytes();
    return Bytes.copyFrom(
        new ByteWriter().raw(signed).raw(signer.key().sign(LABEL, signed)).toBytes());
  }

  static InterimGroupInfo parse(byte[] bytes) throws MalformedBytesException {
    if (bytes.length > MAX_LENGTH) {
      throw new MalformedBytesException("a group info is longer than 2 MiB");
    }
    ByteReader in = new ByteReader(bytes);
    if (in.u8() != InterimCommit.MAGIC || in.u8() != InterimCommit.VERSION) {
      throw new MalformedBytesException("not a group info of this agreement");
    }
    GroupContext context = GroupContext.parse(in.lp(MAX_LENGTH));
    Bytes joinPublicKey = in.bytes(HpkeX25519.PUBLIC_KEY_LENGTH);
    DeviceId signer = DeviceId.of(in.raw(16));
    Bytes signed = Bytes.copyFrom(Arrays.copyOf(bytes, bytes.length - in.remaining()));
    Bytes signature = in.bytes(SignWithLabel.SIGNATURE_LENGTH);
    in.end();
    return new InterimGroupInfo(context, joinPublicKey, signer, signed, signature);
  }

  boolean isSignedBy(DevicePublicKey key) {
    return SignWithLabel.verify(key.value(), LABEL, signed.toByteArray(), signature.toByteArray());
  }
}
