package chat.sotto.service.store.sql;

import chat.sotto.service.domain.Account;
import chat.sotto.service.domain.AccountSummary;
import chat.sotto.service.domain.AuthVerifier;
import chat.sotto.service.domain.Credentials;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.DeviceRecord;
import chat.sotto.service.domain.Generation;
import chat.sotto.service.domain.SealedVaultKeys;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.rows.AccountRows;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Accounts and blocks; devices by {@link SqlDeviceRows}. */
final class SqlAccountRows implements AccountRows {
  private static final String ACCOUNT_COLUMNS =
      "a.name, a.account_key, a.generation, a.created_ms, a.disabled, a.operator";

  private final Sql sql;
  private final SqlDeviceRows devices;

  SqlAccountRows(Sql sql) {
    this.sql = sql;
    this.devices = new SqlDeviceRows(sql);
  }

  private static Account account(Row row) {
    return new Account(
        row.user(1),
        row.bytes(2),
        new Generation(row.number(3)),
        row.time(4),
        row.flag(5),
        row.flag(6));
  }

  @Override
  public boolean isReserved(Username name) {
    return sql.exists("SELECT 1 FROM account_name WHERE name = ?", name);
  }

  @Override
  public Optional<Account> find(Username name) {
    return sql.find(
        "SELECT " + ACCOUNT_COLUMNS + " FROM account a WHERE a.name = ?",
        SqlAccountRows::account,
        name);
  }

  @Override
  public Optional<Credentials> findCredentials(Username name) {
    return sql.find(
        "SELECT password_salt, password_hash, recovery_salt, recovery_hash, vault_by_password,"
            + " vault_by_recovery FROM account WHERE name = ?",
        row ->
            new Credentials(
                new AuthVerifier(row.bytes(1), row.bytes(2)),
                new AuthVerifier(row.bytes(3), row.bytes(4)),
                new SealedVaultKeys(row.bytes(5), row.bytes(6))),
        name);
  }

  @Override
  public void insert(Account account, Credentials credentials) {
    sql.update("INSERT INTO account_name (name) VALUES (?)", account.name());
    sql.update(
        "INSERT INTO account (name, account_key, generation, created_ms, disabled, operator,"
            + " password_salt, password_hash, recovery_salt, recovery_hash, vault_by_password,"
            + " vault_by_recovery) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        account.name(),
        account.accountKey(),
        account.generation().value(),
        account.created(),
        account.disabled(),
        account.operator(),
        credentials.password().salt(),
        credentials.password().hash(),
        credentials.recovery().salt(),
        credentials.recovery().hash(),
        credentials.vaultKeys().byPassword(),
        credentials.vaultKeys().byRecovery());
  }

  @Override
  public void update(Account account) {
    sql.update(
        "UPDATE account SET generation = ?, disabled = ?, operator = ? WHERE name = ?",
        account.generation().value(),
        account.disabled(),
        account.operator(),
        account.name());
  }

  @Override
  public void updateCredentials(Username name, Credentials credentials) {
    sql.update(
        "UPDATE account SET password_salt = ?, password_hash = ?, recovery_salt = ?,"
            + " recovery_hash = ?, vault_by_password = ?, vault_by_recovery = ? WHERE name = ?",
        credentials.password().salt(),
        credentials.password().hash(),
        credentials.recovery().salt(),
        credentials.recovery().hash(),
        credentials.vaultKeys().byPassword(),
        credentials.vaultKeys().byRecovery(),
        name);
  }

  @Override
  public void remove(Username name) {
    // Devices, blocks and declines go with it by their foreign keys.
    sql.update("DELETE FROM account WHERE name = ?", name);
  }

  @Override
  public List<AccountSummary> list(Optional<Username> after, int limit) {
    return sql.list(
        "SELECT "
            + ACCOUNT_COLUMNS
            + ", (SELECT COUNT(*) FROM device d WHERE d.owner = a.name"
            + " AND d.revoked_ms IS NULL), COALESCE((SELECT MAX(d.last_seen_ms) FROM device d"
            + " WHERE d.owner = a.name), a.created_ms) FROM account a WHERE a.name > ?"
            + " ORDER BY a.name LIMIT ?",
        row -> new AccountSummary(account(row), Math.toIntExact(row.number(7)), row.time(8)),
        after.map(Username::value).orElse(""),
        limit);
  }

  @Override
  public Optional<DeviceRecord> findDevice(DeviceId device) {
    return devices.find(device);
  }

  @Override
  public boolean hasDeviceKey(ByteString deviceKey) {
    return devices.hasKey(deviceKey);
  }

  @Override
  public List<DeviceRecord> devicesOf(Username owner) {
    return devices.of(owner);
  }

  @Override
  public void putDevice(DeviceRecord device) {
    devices.put(device);
  }

  @Override
  public void touchDevice(DeviceId device, Instant time) {
    devices.touch(device, time);
  }

  @Override
  public void putBlock(Username blocker, Username blocked) {
    sql.update(
        "INSERT INTO account_block (blocker, blocked) VALUES (?, ?)"
            + " ON CONFLICT (blocker, blocked) DO NOTHING",
        blocker,
        blocked);
  }

  @Override
  public void removeBlock(Username blocker, Username blocked) {
    sql.update("DELETE FROM account_block WHERE blocker = ? AND blocked = ?", blocker, blocked);
  }

  @Override
  public List<Username> listBlocked(Username blocker, Optional<Username> after, int limit) {
    return sql.list(
        "SELECT blocked FROM account_block WHERE blocker = ? AND blocked > ?"
            + " ORDER BY blocked LIMIT ?",
        row -> row.user(1),
        blocker,
        after.map(Username::value).orElse(""),
        limit);
  }

  @Override
  public boolean isBlockedEitherWay(Username one, Username other) {
    return sql.exists(
        "SELECT 1 FROM account_block WHERE (blocker = ? AND blocked = ?)"
            + " OR (blocker = ? AND blocked = ?)",
        one,
        other,
        other,
        one);
  }
}
