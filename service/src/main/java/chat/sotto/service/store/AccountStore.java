package chat.sotto.service.store;

import chat.sotto.service.domain.Account;
import chat.sotto.service.domain.AccountSummary;
import chat.sotto.service.domain.Credentials;
import chat.sotto.service.domain.DeviceCertificate;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.DeviceRecord;
import chat.sotto.service.domain.LogEntry;
import chat.sotto.service.domain.SessionRecord;
import chat.sotto.service.domain.Username;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Accounts with their devices, credentials and blocks. Reads block; writes complete when durable;
 * both fail with {@link StoreUnavailableException}.
 */
public interface AccountStore {
  /**
   * Makes an account with its first device and its first vault record, and takes one use of the
   * token, all or nothing. The exact repeat (same name, device, keys, certificate key and password)
   * is recognised before anything else, takes nothing, and returns the first result.
   */
  CompletableFuture<RegisterOutcome> register(Registration registration, Instant now);

  /** The account of this name, if it exists now. */
  Optional<Account> findAccount(Username name);

  /** Whether an account has, or had before its deletion, this name. */
  boolean isNameReserved(Username name);

  /** The account's verifiers and sealed vault keys. */
  Optional<Credentials> findCredentials(Username name);

  /** The device with this id, revoked or not. */
  Optional<DeviceRecord> findDevice(DeviceId device);

  /** The account's devices that are not revoked, ordered by creation; at most 16. */
  List<DeviceRecord> devicesOf(Username owner);

  /**
   * Accounts ordered by name.
   *
   * @param after the last name of the page before; empty for the first page
   * @param limit at most this many
   */
  List<AccountSummary> listAccounts(Optional<Username> after, int limit);

  /**
   * Shuts an account out, or lets it in again. Idempotent; false when it does not exist. Sessions
   * stay, for the case that it is let in.
   */
  CompletableFuture<Boolean> setDisabled(Username name, boolean disabled);

  /**
   * Replaces password verifier and vault keys, and ends all sessions but the calling one.
   *
   * @return the sessions that ended; empty when the account's present verifier is another one, and
   *     nothing has changed
   */
  CompletableFuture<Optional<List<SessionRecord>>> changePassword(PasswordChange change);

  /**
   * Replaces both verifiers and vault keys, and ends all sessions.
   *
   * @return the sessions that ended; empty when the account's present recovery verifier is another
   *     one, and nothing has changed
   */
  CompletableFuture<Optional<List<SessionRecord>>> recover(Recovery recovery);

  /**
   * Ends a device and its sessions, raises the generation and stores the others' attestations. A
   * device revoked before is a success.
   */
  CompletableFuture<RevokeOutcome> revokeDevice(DeviceRevocation revocation, Instant now);

  /**
   * Gives a device a new certificate.
   *
   * <p>With the serial of the certificate that it replaces (16 bytes), that must be the newest one;
   * when it is the one before and the newest is for the same key as {@code fresh}, this is a
   * repeat. Without, a newest certificate for the same key issued less than a day before {@code
   * fresh} makes it a repeat. A repeat returns the stored certificate.
   */
  CompletableFuture<RenewOutcome> renewCertificate(
      DeviceId device, Optional<ByteString> presentedSerial, DeviceCertificate fresh);

  /**
   * Notes that a device has called. Nobody waits for it: it may be written late, and is lost when
   * the store fails.
   */
  void touchDevice(DeviceId device, Instant now);

  /**
   * Deletes an account for good: devices, sessions, credentials, vault, blocks, invitations. Its
   * name stays reserved. Each of its open chats gets a notice by which its devices leave; direct
   * ones are closed. Chats in which nobody is left go with their logs. Idempotent.
   *
   * @return the notices that were appended
   */
  CompletableFuture<List<LogEntry>> deleteAccount(Username name, Instant now);

  /** Blocks a user. Idempotent; false when one of the two does not exist. */
  CompletableFuture<Boolean> block(Username blocker, Username blocked);

  /** Takes a block back. Idempotent. */
  CompletableFuture<Void> unblock(Username blocker, Username blocked);

  /**
   * Whom a user has blocked, ordered by name.
   *
   * @param after the last name of the page before; empty for the first page
   * @param limit at most this many
   */
  List<Username> listBlocked(Username blocker, Optional<Username> after, int limit);

  /** Whether one of the two has blocked the other. */
  boolean isBlockedEitherWay(Username one, Username other);

  /** Counts over the whole store. */
  StoreStats stats();
}
