package chat.sotto.service.usecase.account;

import chat.sotto.service.domain.Account;
import chat.sotto.service.domain.DeviceRecord;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.store.AccountStore;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides on each call whether the device that a certificate names may still call. */
public final class IdentifyDevice {
  /** "Last seen" is no finer than this, so that most calls write nothing. */
  private static final Duration SEEN_STEP = Duration.ofMinutes(1);

  private final AccountStore accounts;
  private final Clock clock;

  /** Looks devices up in {@code accounts}. */
  public IdentifyDevice(AccountStore accounts, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * Checks a device.
   *
   * @throws RefusedException {@code UNKNOWN_DEVICE}, {@code DEVICE_REVOKED}, {@code USER_DISABLED},
   *     {@code ACCOUNT_DELETED}
   */
  public void check(DeviceRef device) {
    Optional<Account> account = accounts.findAccount(device.user());
    if (account.isEmpty() && accounts.isNameReserved(device.user())) {
      throw RefusedException.of(Reason.ACCOUNT_DELETED, "the account was deleted");
    }
    DeviceRecord record =
        accounts
            .findDevice(device.device())
            .filter(found -> account.isPresent() && found.ref().equals(device))
            .orElseThrow(
                () -> RefusedException.of(Reason.UNKNOWN_DEVICE, "the device is not registered"));
    if (record.isRevoked()) {
      throw RefusedException.of(Reason.DEVICE_REVOKED, "the device was revoked");
    }
    if (account.orElseThrow().disabled()) {
      throw RefusedException.of(Reason.USER_DISABLED, "an operator has disabled the user");
    }
    Instant now = clock.instant();
    if (Duration.between(record.lastSeen(), now).compareTo(SEEN_STEP) > 0) {
      accounts.touchDevice(device.device(), now);
    }
  }
}
