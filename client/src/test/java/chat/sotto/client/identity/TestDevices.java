package chat.sotto.client.identity;

import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Generation;
import chat.sotto.client.model.Username;
import chat.sotto.client.trust.CaFingerprint;

/** Accounts and devices for tests. */
public final class TestDevices {
  /** The server of all tests. */
  public static final CaFingerprint SERVER = CaFingerprint.of(new byte[32]);

  private TestDevices() {}

  /** A device of a new account. */
  public static LocalDevice of(String user) {
    return of(user, AccountKey.generate(), Generation.FIRST);
  }

  /** A further device of an account. */
  public static LocalDevice of(String user, AccountKey account, Generation generation) {
    DeviceKey key = DeviceKey.generate();
    return new LocalDevice(
        DeviceCredential.attest(
            account, SERVER, new Username(user), DeviceId.random(), key.publicKey(), generation),
        key);
  }
}
