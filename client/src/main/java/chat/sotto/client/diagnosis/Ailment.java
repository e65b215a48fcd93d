package chat.sotto.client.diagnosis;

import chat.sotto.client.model.Failure;
import chat.sotto.client.model.SottoException;

/**
 * What can be wrong: each with what brings it about and what helps. Where a call of the server, or
 * another command, fails for the same reason, it has the same name there.
 */
public enum Ailment {
  NOT_REGISTERED(
      Failure.NOT_AUTHENTICATED,
      "no account was made here, or it is in another directory",
      "register, or name the profile with --profile; to look at a join link: sotto doctor --join LINK"),
  REGISTRATION_UNFINISHED(
      Failure.NOT_AUTHENTICATED,
      "the server has not confirmed the registration that was begun here",
      "run the same sotto register again, with the same link, name and password"),
  PROFILE_UNREADABLE(
      Failure.FAILED,
      "the profile's files are damaged, or were changed by hand",
      "put back a copy of the whole profile, or register anew in another directory"),
  PROFILE_TOO_NEW(
      Failure.FAILED,
      "a newer sotto has used this profile, and this one would damage it",
      "update sotto here; the profile is as it was"),
  LOCAL_FILE(
      Failure.FAILED,
      "the profile's files belong to somebody else, or the disk fails or is full",
      "check owner, permissions and disk of the profile's directory"),
  PROFILE_IN_USE(
      Failure.FAILED,
      "another process holds the profile and does not answer",
      "end that process, then try again"),
  AGENT_INCOMPATIBLE(
      Failure.FAILED,
      "the process that holds the profile was started from another version of sotto",
      "end it and start it again with the sotto that you use here"),
  KEY_FILES_MISSING(
      Failure.FAILED,
      "device.pem, by which the server knows this device, was deleted",
      "put back a copy of the whole profile; without it this device is lost to the account"),
  KEY_FILES_UNREADABLE(
      Failure.FAILED,
      "device.pem was damaged, or may not be read",
      "check that the profile's files belong to you, or put back a copy of the whole profile"),
  KEY_FILES_SHARED(
      Failure.SECURITY,
      "whoever reads device.pem can pass for this device",
      "take the permission away: chmod 600 on device.pem"),

  NAME_UNKNOWN(
      Failure.UNREACHABLE,
      "the name is mistyped or gone, or this machine has no network or name service",
      "check the spelling and the network; the server's operator knows the name"),
  NOTHING_LISTENS(
      Failure.UNREACHABLE,
      "the machine is there, but the server does not run or uses another port",
      "ask the operator whether the server runs, and on which port"),
  NO_ANSWER(
      Failure.UNREACHABLE,
      "the machine is off, or a firewall swallows the connection",
      "check the network and its firewalls; ask the operator whether the machine runs"),
  NO_ROUTE(
      Failure.UNREACHABLE,
      "this machine has no network that leads there",
      "check this machine's network"),
  SILENT(
      Failure.UNREACHABLE,
      "the server hangs, or something that is no sotto server listens there",
      "ask the operator to look at the server's log, and to restart it"),
  NOT_TLS(
      Failure.UNREACHABLE,
      "another program listens there, or a proxy that takes TLS off",
      "check host and port; a proxy must pass TLS through untouched"),
  TLS_REFUSED(
      Failure.UNREACHABLE,
      "something speaks TLS there, but not as a sotto server does: version 1.3, and no other",
      "check host and port; a proxy must pass TLS through untouched"),

  WRONG_CA(
      Failure.SECURITY,
      "this is another server, or the same one after it lost its keys, or somebody in between who"
          + " wants to read along",
      "send nothing; ask the operator, over another channel, for the server's fingerprint"),
  NOT_SIGNED_BY_CA(
      Failure.SECURITY,
      "somebody shows the right authority's certificate without having its key",
      "send nothing; tell the operator that somebody poses as the server"),
  NOT_A_SERVER(
      Failure.SECURITY,
      "somebody shows a device's certificate as if it were the server's",
      "send nothing; tell the operator that a user poses as the server"),
  WRONG_SERVER_NAME(
      Failure.SECURITY,
      "the certificate was made by the right authority for something else",
      "send nothing; tell the operator that somebody poses as the server"),
  SERVER_CERTIFICATE_UNREADABLE(
      Failure.SECURITY, "what answers is no sotto server", "check host and port"),
  SERVER_CERTIFICATE_EXPIRED(
      Failure.SECURITY,
      "the server has run for most of a year without a restart, or this machine's clock is ahead",
      "check this machine's clock; if it is right, the operator has to restart the server"),
  WRONG_CLOCK(
      Failure.SECURITY,
      "this machine's clock, or the server's, is set wrong; certificates are only good in their time",
      "compare this machine's clock with the real time and set it; if it is right, tell the operator"),

  ENROLLMENT_OFF(
      Failure.REFUSED,
      "the operator has switched enrolment off (serve --no-enroll), or a firewall lets only the chat"
          + " port through",
      "nobody can join, and no expired certificate be renewed, before the operator switches it on"),
  REGISTRATION_CLOSED(
      Failure.REFUSED,
      "the server takes no new accounts (serve --registration closed)",
      "ask the operator to open registration"),
  TOKEN_REQUIRED(
      Failure.REFUSED,
      "the link lacks its last part, the token, or never had one",
      "use the whole link, in quotes, or ask the operator for an invitation"),
  SLOW_DOWN(
      Failure.REFUSED,
      "this network has asked the server too often within a minute",
      "wait a minute and try again"),
  CLIENT_TOO_OLD(
      Failure.REFUSED,
      "the server was updated, and this program was not",
      "install the newest sotto here; profiles and messages stay"),
  CLIENT_TOO_NEW(
      Failure.REFUSED,
      "this program was updated, and the server was not",
      "ask the server's operator to update it, or use an older sotto meanwhile"),

  CERTIFICATE_EXPIRED(
      Failure.NOT_AUTHENTICATED,
      "a device that does not call for months is not renewed in time",
      "run sotto login: it gets a new certificate, if the enrolment listener can be reached"),
  CERTIFICATE_FOREIGN(
      Failure.NOT_AUTHENTICATED,
      "device.pem is of another server or profile, or the server lost its data",
      "put back this profile's own device.pem; else register anew"),
  DEVICE_REVOKED(
      Failure.NOT_AUTHENTICATED,
      "the account's owner has shut this device out from another one",
      "if that was not meant, register this device anew"),
  USER_DISABLED(
      Failure.NOT_AUTHENTICATED,
      "the server's operator has locked the account",
      "ask the operator to enable it"),
  ACCOUNT_DELETED(
      Failure.NOT_AUTHENTICATED,
      "the account was deleted, for good",
      "register under another name, in another directory"),
  UNKNOWN_DEVICE(
      Failure.NOT_AUTHENTICATED,
      "the server lost its data, or went back to a backup from before this device",
      "ask the operator; if the data is gone, register anew"),

  NOT_LOGGED_IN(
      Failure.NOT_AUTHENTICATED, "nobody has logged in since the last logout", "run: sotto login"),
  SESSION_INVALID(
      Failure.NOT_AUTHENTICATED,
      "the session was ended by a new password, or lay unused for a month",
      "run: sotto login"),
  WRONG_PASSWORD(
      Failure.NOT_AUTHENTICATED,
      "the password that was given is not this profile's",
      "try again; if it is forgotten: sotto password --recover"),
  SESSION_NOT_CHECKED(
      Failure.USAGE,
      "the session is sealed in the profile, and no process that has it open serves it",
      "run it with the password, or while sotto agent runs, to have the session checked as well"),

  CONNECTION_LOST(
      Failure.UNREACHABLE,
      "the server, or something between, broke off what had begun well",
      "try again; if it stays so, the server's log says why"),
  STORE_UNAVAILABLE(
      Failure.UNREACHABLE,
      "the server's disk is full, or its database is locked",
      "tell the operator; try again later"),
  INTERNAL(
      Failure.FAILED, "a fault of the server", "tell the operator, whose log has the incident"),
  UNEXPECTED(
      Failure.FAILED, "nothing that this program foresaw", "the log of the profile says more");

  private final Failure failure;
  private final String cause;
  private final String cure;

  Ailment(Failure failure, String cause, String cure) {
    this.failure = failure;
    this.cause = cause;
    this.cure = cure;
  }

  /** Decides the exit code. */
  public Failure failure() {
    return failure;
  }

  /** What brings it about, lower-case, without full stop. */
  public String cause() {
    return cause;
  }

  /** What helps, in the same form. */
  public String cure() {
    return cure;
  }

  /** The one of that name, or else of that kind. */
  static Ailment of(SottoException failure) {
    for (Ailment ailment : values()) {
      if (ailment.name().equals(failure.reason())) {
        return ailment;
      }
    }
    return failure.failure() == Failure.UNREACHABLE ? CONNECTION_LOST : UNEXPECTED;
  }
}
