package chat.sotto.service.store.sql;

import chat.sotto.service.domain.Username;
import chat.sotto.service.domain.VaultRecord;
import chat.sotto.service.store.rows.VaultRows;
import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;

/** Vault records. */
final class SqlVaultRows implements VaultRows {
  private final Sql sql;

  SqlVaultRows(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<VaultRecord> find(Username owner, String name) {
    return sql.find(
        "SELECT version, sealed FROM vault_record WHERE owner = ? AND name = ?",
        row -> new VaultRecord(name, row.number(1), row.bytes(2)),
        owner,
        name);
  }

  @Override
  public int count(Username owner) {
    return Math.toIntExact(sql.count("SELECT vault_records FROM account WHERE name = ?", owner));
  }

  @Override
  public void put(Username owner, VaultRecord record) {
    int updated =
        sql.update(
            "UPDATE vault_record SET version = ?, sealed = ? WHERE owner = ? AND name = ?",
            record.version(),
            record.sealed(),
            owner,
            record.name());
    if (updated == 0) {
      sql.update(
          "INSERT INTO vault_record (owner, name, version, sealed) VALUES (?, ?, ?, ?)",
          owner,
          record.name(),
          record.version(),
          record.sealed());
      addToCount(owner, 1);
    }
  }

  @Override
  public void remove(Username owner, String name) {
    int removed = sql.update("DELETE FROM vault_record WHERE owner = ? AND name = ?", owner, name);
    addToCount(owner, -removed);
  }

  @Override
  public void removeAll(Username owner) {
    sql.update("DELETE FROM vault_record WHERE owner = ?", owner);
    sql.update("UPDATE account SET vault_records = 0 WHERE name = ?", owner);
  }

  private void addToCount(Username owner, int difference) {
    sql.update(
        "UPDATE account SET vault_records = vault_records + ? WHERE name = ?", difference, owner);
  }

  @Override
  public List<VaultRecord> list(Username owner, String prefix, String after, int limit) {
    return sql.list(
        "SELECT name, version FROM vault_record WHERE owner = ? AND name > ?"
            + " AND substr(name, 1, ?) = ? ORDER BY name LIMIT ?",
        row -> new VaultRecord(row.text(1), row.number(2), ByteString.EMPTY),
        owner,
        after,
        prefix.length(),
        prefix,
        limit);
  }
}
