package chat.sotto.service.store.rows;

import chat.sotto.service.domain.Account;
import chat.sotto.service.domain.AccountSummary;
import chat.sotto.service.domain.Credentials;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.DeviceRecord;
import chat.sotto.service.domain.Username;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Accounts, devices, blocks. */
public interface AccountRows {
  /** Whether a name is, or was, an account's. */
  boolean isReserved(Username name);

  /** The account. */
  Optional<Account> find(Username name);

  /** Its credentials. */
  Optional<Credentials> findCredentials(Username name);

  /** Adds an account and reserves its name for good. */
  void insert(Account account, Credentials credentials);

  /** Replaces generation and flags. */
  void update(Account account);

  /** Replaces the credentials. */
  void updateCredentials(Username name, Credentials credentials);

  /**
   * Removes an account with its devices, blocks in both directions and declines; its name stays
   * reserved.
   */
  void remove(Username name);

  /** Accounts ordered by name. */
  List<AccountSummary> list(Optional<Username> after, int limit);

  /** The device. */
  Optional<DeviceRecord> findDevice(DeviceId device);

  /** Whether a device has this key. */
  boolean hasDeviceKey(ByteString deviceKey);

  /** An account's devices, the revoked ones too, ordered by creation. */
  List<DeviceRecord> devicesOf(Username owner);

  /** Adds or replaces a device. */
  void putDevice(DeviceRecord device);

  /** Moves the time of a device's last call forward. */
  void touchDevice(DeviceId device, Instant time);

  /** Adds a block. */
  void putBlock(Username blocker, Username blocked);

  /** Removes a block. */
  void removeBlock(Username blocker, Username blocked);

  /** Whom a user has blocked, ordered by name. */
  List<Username> listBlocked(Username blocker, Optional<Username> after, int limit);

  /** Whether one of two has blocked the other. */
  boolean isBlockedEitherWay(Username one, Username other);
}
