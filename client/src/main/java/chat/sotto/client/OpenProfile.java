package chat.sotto.client;

import chat.sotto.client.identity.LocalDevice;
import chat.sotto.client.password.PasswordKeys;
import chat.sotto.client.profile.Profile;
import chat.sotto.client.profile.SessionToken;
import chat.sotto.client.session.Connector;
import chat.sotto.client.session.EventHub;
import chat.sotto.client.session.LiveSession;
import chat.sotto.client.vault.VaultOwner;
import java.time.InstantSource;

/** An unsealed profile with what runs on it. */
record OpenProfile(Profile profile, LocalDevice device, VaultOwner owner, LiveSession session) {

  /** Puts the parts together. Nothing connects yet. */
  static OpenProfile assemble(
      Profile profile, Connector connector, EventHub hub, InstantSource clock, OpenMode mode) {
    LocalDevice device = LocalCredential.load(profile);
    connector.unlock(device);
    connector.useToken(profile.secrets().findSession().map(SessionToken::token));
    VaultOwner owner = new VaultOwner(profile.header().identity().caFingerprint(), device.user());
    LiveSession session =
        new LiveSession(
            new LiveSession.Parts(
                profile, device, owner, connector, hub, clock, mode == OpenMode.LONG_RUNNING));
    return new OpenProfile(profile, device, owner, session);
  }

  /** The profile may have been wrapped for several passwords; this one holds. */
  void settle(PasswordKeys keys) {
    if (profile.header().byPassword().size() > 1) {
      profile.keepWraps(keys.profileWrapKey(), java.util.Optional.empty());
    }
  }

  /** Ends the session in order, then closes the files. */
  void close() {
    session.close();
    profile.close();
  }
}
