package chat.sotto.client.group;

import chat.sotto.client.codec.ByteReader;
import chat.sotto.client.codec.ByteWriter;
import chat.sotto.client.codec.MalformedBytesException;
import chat.sotto.client.identity.Attestation;
import chat.sotto.client.identity.DeviceCredential;
import chat.sotto.client.model.AccountPublicKey;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.DevicePublicKey;
import chat.sotto.client.model.Generation;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;

/** Byte forms of credentials: whole, and as a device inside its member. */
final class CredentialCodec {
  private static final int MAX_NAME = 32;

  private CredentialCodec() {}

  static void write(ByteWriter out, DeviceCredential credential) {
    out.lp(credential.user().value()).raw(credential.accountKey().value());
    writeDevice(out, credential);
  }

  static DeviceCredential read(ByteReader in) throws MalformedBytesException {
    Username user = readUser(in);
    return readDevice(in, user, AccountPublicKey.of(in.raw(32)));
  }

  static void writeDevice(ByteWriter out, DeviceCredential credential) {
    out.raw(credential.device().value())
        .raw(credential.deviceKey().value())
        .raw(credential.attestation().signature())
        .u64(credential.generation().value());
  }

  static DeviceCredential readDevice(ByteReader in, Username user, AccountPublicKey accountKey)
      throws MalformedBytesException {
    DeviceId device = DeviceId.of(in.raw(16));
    DevicePublicKey deviceKey = DevicePublicKey.of(in.raw(32));
    Attestation attestation = Attestation.of(in.raw(64));
    long generation = in.u64();
    if (generation < 1) {
      throw new MalformedBytesException("a generation is 0");
    }
    return new DeviceCredential(
        user, accountKey, device, deviceKey, new Generation(generation), attestation);
  }

  static Username readUser(ByteReader in) throws MalformedBytesException {
    String name = in.text(MAX_NAME);
    try {
      return new Username(name);
    } catch (SottoException e) {
      throw new MalformedBytesException("a user name breaks its rule");
    }
  }
}
