package chat.sotto.client.identity;

import chat.sotto.client.codec.Fields;
import chat.sotto.client.model.AccountPublicKey;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.DevicePublicKey;
import chat.sotto.client.model.Generation;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.client.trust.CaFingerprint;

/**
 * A device and whose it is, with the account key's signature for that. Nothing in it is true before
 * {@link #isAttested} says so, and then only as far as the account key is pinned.
 */
public record DeviceCredential(
    Username user,
    AccountPublicKey accountKey,
    DeviceId device,
    DevicePublicKey deviceKey,
    Generation generation,
    Attestation attestation) {
  private static final String LABEL = "sotto attestation v1";

  /** Makes one: the account key attests the device. */
  public static DeviceCredential attest(
      AccountKey account,
      CaFingerprint server,
      Username user,
      DeviceId device,
      DevicePublicKey deviceKey,
      Generation generation) {
    byte[] content = content(server, user, device, deviceKey, generation);
    return new DeviceCredential(
        user,
        account.publicKey(),
        device,
        deviceKey,
        generation,
        Attestation.of(account.sign(LABEL, content)));
  }

  /** Whether the account key attested this device, on this server, at this generation. */
  public boolean isAttested(CaFingerprint server) {
    byte[] content = content(server, user, device, deviceKey, generation);
    return SignWithLabel.verify(accountKey.value(), LABEL, content, attestation.toBytes());
  }

  /** Fails with {@link Reason#ATTESTATION_INVALID} unless {@link #isAttested}. */
  public void requireAttested(CaFingerprint server) {
    if (!isAttested(server)) {
      throw new SottoException(
              Reason.ATTESTATION_INVALID,
              "device " + device + " of " + user + " is not signed by " + user + "'s account key")
          .hint(
              "the server may be adding a device of its own; compare safety numbers with " + user);
    }
  }

  private static byte[] content(
      CaFingerprint server,
      Username user,
      DeviceId device,
      DevicePublicKey deviceKey,
      Generation generation) {
    return Fields.of(server.value())
        .text(user.value())
        .bytes(device.value())
        .bytes(deviceKey.value())
        .u64(generation.value())
        .toBytes();
  }
}
