package chat.sotto.client;

import chat.sotto.client.identity.Attestation;
import chat.sotto.client.identity.DeviceCredential;
import chat.sotto.client.identity.DeviceKey;
import chat.sotto.client.identity.LocalDevice;
import chat.sotto.client.model.AccountPublicKey;
import chat.sotto.client.model.Generation;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.profile.Profile;
import chat.sotto.client.profile.ProfileIdentity;
import java.util.HexFormat;

/**
 * Keeps what this device shows others in its profile: device key, account key, generation and
 * attestation.
 */
final class LocalCredential {

  private static final String SETTING = "device-credential";

  private LocalCredential() {}

  static void store(Profile profile, LocalDevice device) {
    DeviceCredential credential = device.credential();
    profile.secrets().storeDeviceKey(device.key());
    profile
        .secrets()
        .storeSetting(
            SETTING,
            credential.accountKey()
                + " "
                + credential.generation()
                + " "
                + HexFormat.of().formatHex(credential.attestation().toBytes()));
  }

  /** Fails with {@code PROFILE_UNREADABLE} when the profile has none. */
  static LocalDevice load(Profile profile) {
    ProfileIdentity identity = profile.header().identity();
    DeviceKey key = profile.secrets().findDeviceKey().orElseThrow(LocalCredential::missing);
    String[] parts =
        profile.secrets().findSetting(SETTING).orElseThrow(LocalCredential::missing).split(" ", -1);
    if (parts.length != 3) {
      throw missing();
    }
    return new LocalDevice(
        new DeviceCredential(
            identity.username(),
            AccountPublicKey.parse(parts[0]),
            identity.device(),
            key.publicKey(),
            new Generation(Long.parseLong(parts[1])),
            Attestation.of(HexFormat.of().parseHex(parts[2]))),
        key);
  }

  private static SottoException missing() {
    return new SottoException(Reason.PROFILE_UNREADABLE, "this profile has no device key");
  }
}
