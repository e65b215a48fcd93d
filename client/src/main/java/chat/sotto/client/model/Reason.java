package chat.sotto.client.model;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Why something failed. The first block is the table of docs/protocol.md, section 9. */
public enum Reason {
  INVALID_FIELD(Failure.USAGE),
  NAME_INVALID(Failure.USAGE),
  MALFORMED_FRAME(Failure.USAGE),
  HELLO_EXPECTED(Failure.USAGE),
  POSITION_FROM_FUTURE(Failure.USAGE),
  PAYLOAD_TOO_LARGE(Failure.USAGE),
  CLIENT_TOO_OLD(Failure.REFUSED),
  CLIENT_TOO_NEW(Failure.REFUSED),
  TOKEN_UNKNOWN(Failure.REFUSED),
  TOKEN_EXPIRED(Failure.REFUSED),
  TOKEN_USED_UP(Failure.REFUSED),
  TOKEN_REQUIRED(Failure.REFUSED),
  REGISTRATION_CLOSED(Failure.REFUSED),
  NAME_TAKEN(Failure.REFUSED),
  DEVICE_EXISTS(Failure.REFUSED),
  WRONG_PASSWORD(Failure.NOT_AUTHENTICATED),
  WRONG_RECOVERY_CODE(Failure.NOT_AUTHENTICATED),
  TOO_MANY_ATTEMPTS(Failure.NOT_AUTHENTICATED),
  SLOW_DOWN(Failure.REFUSED),
  CERTIFICATE_REQUIRED(Failure.NOT_AUTHENTICATED),
  SESSION_REQUIRED(Failure.NOT_AUTHENTICATED),
  SESSION_INVALID(Failure.NOT_AUTHENTICATED),
  DEVICE_REVOKED(Failure.NOT_AUTHENTICATED),
  USER_DISABLED(Failure.NOT_AUTHENTICATED),
  ACCOUNT_DELETED(Failure.NOT_AUTHENTICATED),
  UNKNOWN_DEVICE(Failure.NOT_AUTHENTICATED),
  SCOPE_REQUIRED(Failure.REFUSED),
  USER_NOT_FOUND(Failure.NOT_FOUND),
  CHAT_NOT_FOUND(Failure.NOT_FOUND),
  ENTRY_NOT_FOUND(Failure.NOT_FOUND),
  RECORD_NOT_FOUND(Failure.NOT_FOUND),
  TARGET_NOT_FOUND(Failure.NOT_FOUND),
  CHAT_PENDING(Failure.REFUSED),
  CHAT_CLOSED(Failure.REFUSED),
  NOT_INVITED(Failure.REFUSED),
  DECLINED(Failure.REFUSED),
  BLOCKED(Failure.REFUSED),
  NOT_YOURS(Failure.REFUSED),
  STALE_HANDSHAKE(Failure.FAILED),
  STALE_EPOCH(Failure.FAILED),
  STATEMENT_REFUSED(Failure.REFUSED),
  VERSION_CONFLICT(Failure.FAILED),
  LIMIT_REACHED(Failure.REFUSED),
  QUOTA_EXCEEDED(Failure.REFUSED),
  ATTACHMENT_TOO_LARGE(Failure.REFUSED),
  ATTACHMENT_NOT_FOUND(Failure.NOT_FOUND),
  ATTACHMENT_IN_USE(Failure.REFUSED),
  CHUNK_MISPLACED(Failure.FAILED),
  CHUNK_DAMAGED(Failure.FAILED),
  DIGEST_MISMATCH(Failure.FAILED),
  UPLOAD_SUPERSEDED(Failure.FAILED),
  UPLOAD_INCOMPLETE(Failure.FAILED),
  STORE_UNAVAILABLE(Failure.UNREACHABLE),
  BACKUP_UNAVAILABLE(Failure.REFUSED),
  BACKUP_RUNNING(Failure.REFUSED),
  BACKUP_FAILED(Failure.FAILED),
  GOING_AWAY(Failure.UNREACHABLE),
  NOT_OFFERED(Failure.FAILED),
  INTERNAL(Failure.FAILED),

  /** The join link cannot be read. */
  LINK_INVALID(Failure.USAGE),
  /** The recovery code cannot be read; says nothing about whether it is the right one. */
  RECOVERY_CODE_INVALID(Failure.USAGE),
  PASSWORD_TOO_SHORT(Failure.USAGE),
  PASSWORD_TOO_WEAK(Failure.USAGE),
  /** No password was given and none can be asked for. */
  PASSWORD_REQUIRED(Failure.USAGE),
  /** An argument means several things. */
  AMBIGUOUS(Failure.USAGE),
  /** What was given to be explained is no capture. */
  CAPTURE_UNREADABLE(Failure.USAGE),
  /** A destructive command without consent. */
  CONFIRMATION_REQUIRED(Failure.USAGE),

  /** This profile has no account yet. */
  NOT_REGISTERED(Failure.NOT_AUTHENTICATED),
  /** This profile has an account already. */
  ALREADY_REGISTERED(Failure.REFUSED),
  NOT_LOGGED_IN(Failure.NOT_AUTHENTICATED),
  /** The device certificate has expired or is refused. */
  CERTIFICATE_EXPIRED(Failure.NOT_AUTHENTICATED),

  /** Another process holds the profile. */
  PROFILE_IN_USE(Failure.FAILED),
  /** The process that holds the profile ended while it was asked. */
  AGENT_GONE(Failure.FAILED),
  /** The profile is damaged, or a kind that this version does not read. */
  PROFILE_UNREADABLE(Failure.FAILED),
  /** A file that would be overwritten. */
  FILE_EXISTS(Failure.REFUSED),
  /** The profile is of a later version of this program. */
  PROFILE_TOO_NEW(Failure.FAILED),
  /** The process that serves the profile is of a version that does not understand this one. */
  AGENT_INCOMPATIBLE(Failure.FAILED),
  /** A file or folder of this machine cannot be read or written. */
  LOCAL_FILE(Failure.FAILED),
  /** A file that grew or shrank while it was read. */
  FILE_CHANGED(Failure.FAILED),

  SERVER_UNREACHABLE(Failure.UNREACHABLE),
  TIMED_OUT(Failure.UNREACHABLE),
  /** The peer's bytes break the contract. */
  BAD_RESPONSE(Failure.FAILED),

  /** The server's CA is not the pinned one, or the certificate is not signed by it or for it. */
  WRONG_SERVER(Failure.SECURITY),
  /** The certificate belongs to somebody who is no server. */
  NOT_A_SERVER(Failure.SECURITY),
  /** By this machine's clock the server's certificate is not in date. */
  SERVER_CERTIFICATE_EXPIRED(Failure.SECURITY),
  SERVER_CERTIFICATE_NOT_YET_VALID(Failure.SECURITY),
  /** A device that its account key did not sign. */
  ATTESTATION_INVALID(Failure.SECURITY),
  /** A known user shows another account key. */
  PIN_CHANGED(Failure.SECURITY),
  /** Two members of a chat were shown different logs. */
  LOG_FORKED(Failure.SECURITY),
  /** The server's copy of a chat's log is older than this device's. */
  LOG_ROLLED_BACK(Failure.SECURITY),
  /** A group info, commit or its statement fails its checks. */
  GROUP_INVALID(Failure.SECURITY),
  /** A received file is not what its sender described. */
  ATTACHMENT_DAMAGED(Failure.SECURITY),
  /** Sealed vault data does not open: altered, or sealed for another place. */
  VAULT_INVALID(Failure.SECURITY);

  private static final Map<String, Reason> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Enum::name, Function.identity()));

  private final Failure failure;

  Reason(Failure failure) {
    this.failure = failure;
  }

  /** What kind of failure it is. */
  public Failure failure() {
    return failure;
  }

  /** The reason of that name; empty for one that only newer servers know. */
  public static Optional<Reason> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
