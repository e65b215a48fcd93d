package chat.sotto.client.diagnosis;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.profile.DeviceCredentials;
import chat.sotto.client.profile.ProfileDirectory;
import chat.sotto.client.profile.ProfileHeader;
import chat.sotto.client.profile.ProfileLock;
import chat.sotto.client.profile.ServerAddress;
import chat.sotto.client.transport.Endpoint;
import chat.sotto.client.trust.TlsIdentity;
import java.util.Optional;

/** Reads what a profile holds outside its seal. Needs no password, and not the profile's lock. */
final class ProfileProbe {
  private ProfileProbe() {}

  /** What there is. */
  record Facts(ProfileHeader header, TlsIdentity identity, Endpoint chat, Endpoint enrollment) {}

  static Seen<Facts> look(ProfileDirectory directory) throws ProbeFailure {
    ProfileHeader header;
    try {
      header = ProfileHeader.read(directory);
    } catch (SottoException e) {
      throw ProbeFailure.of(e);
    }
    if (!header.registered()) {
      throw new ProbeFailure(
          Ailment.REGISTRATION_UNFINISHED,
          "the registration of " + header.identity().username() + " is not finished");
    }
    DeviceCredentials credentials = new DeviceCredentials(directory);
    ServerAddress address = header.address();
    Facts facts =
        new Facts(
            header,
            identity(credentials),
            endpoint(address.chatHost(), address.chatPort()),
            endpoint(address.enrolHost(), address.enrolPort()));
    String who =
        "the profile of "
            + header.identity().username()
            + ", device "
            + header.identity().device()
            + holder(directory);
    return credentials.areOpenToOthers()
        ? Seen.noting(
            facts, Ailment.KEY_FILES_SHARED, who + "; others may read the device's key files")
        : Seen.well(facts, who);
  }

  private static Endpoint endpoint(String host, int port) throws ProbeFailure {
    try {
      return new Endpoint(host, port);
    } catch (IllegalArgumentException e) {
      ProbeFailure failure =
          new ProbeFailure(
              Ailment.PROFILE_UNREADABLE, "the profile says where its server is in a wrong way");
      failure.initCause(e);
      throw failure;
    }
  }

  private static TlsIdentity identity(DeviceCredentials credentials) throws ProbeFailure {
    Optional<TlsIdentity> identity;
    try {
      identity = credentials.findIdentity();
    } catch (SottoException e) {
      ProbeFailure failure =
          new ProbeFailure(
              Ailment.KEY_FILES_UNREADABLE,
              e.is(Reason.BAD_RESPONSE)
                  ? "the device's certificate is for another key"
                  : e.getMessage());
      failure.initCause(e);
      throw failure;
    }
    return identity.orElseThrow(
        () ->
            new ProbeFailure(
                Ailment.KEY_FILES_MISSING, "the device's key or its certificate is not there"));
  }

  private static String holder(ProfileDirectory directory) {
    return ProfileLock.presentHolder(directory)
        .map(holder -> ", used by '" + holder.command() + "' (process " + holder.pid() + ")")
        .orElse("");
  }
}
