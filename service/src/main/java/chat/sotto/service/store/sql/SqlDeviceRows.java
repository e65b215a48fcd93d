package chat.sotto.service.store.sql;

import chat.sotto.service.domain.DeviceCertificate;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.DeviceRecord;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.Generation;
import chat.sotto.service.domain.Username;
import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Devices. */
final class SqlDeviceRows {
  /** A device's last call is kept to this precision, so that not every call writes. */
  private static final Duration TOUCH_PRECISION = Duration.ofMinutes(1);

  private static final String DEVICES =
      "SELECT device_id, owner, name, device_key, attestation, generation, certificate, serial,"
          + " key_hash, issued_ms, previous_serial, created_ms, last_seen_ms, revoked_ms"
          + " FROM device WHERE ";

  private final Sql sql;

  SqlDeviceRows(Sql sql) {
    this.sql = sql;
  }

  private static DeviceRecord device(Row row) {
    return new DeviceRecord(
        new DeviceRef(row.user(2), row.device(1)),
        row.text(3),
        row.bytes(4),
        row.bytes(5),
        new Generation(row.number(6)),
        new DeviceCertificate(row.bytes(7), row.bytes(8), row.bytes(9), row.time(10)),
        row.findBytes(11),
        row.time(12),
        row.time(13),
        row.findTime(14));
  }

  Optional<DeviceRecord> find(DeviceId device) {
    return sql.find(DEVICES + "device_id = ?", SqlDeviceRows::device, device);
  }

  boolean hasKey(ByteString deviceKey) {
    return sql.exists("SELECT 1 FROM device WHERE device_key = ?", deviceKey);
  }

  List<DeviceRecord> of(Username owner) {
    return sql.list(
        DEVICES + "owner = ? ORDER BY created_ms, device_id", SqlDeviceRows::device, owner);
  }

  void put(DeviceRecord device) {
    DeviceCertificate certificate = device.certificate();
    sql.update(
        "INSERT INTO device (device_id, owner, name, device_key, attestation, generation,"
            + " certificate, serial, key_hash, issued_ms, previous_serial, created_ms,"
            + " last_seen_ms, revoked_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (device_id) DO UPDATE SET name = excluded.name,"
            + " attestation = excluded.attestation, generation = excluded.generation,"
            + " certificate = excluded.certificate, serial = excluded.serial,"
            + " key_hash = excluded.key_hash, issued_ms = excluded.issued_ms,"
            + " previous_serial = excluded.previous_serial, last_seen_ms = excluded.last_seen_ms,"
            + " revoked_ms = excluded.revoked_ms",
        device.id(),
        device.owner(),
        device.name(),
        device.deviceKey(),
        device.attestation(),
        device.generation().value(),
        certificate.der(),
        certificate.serial(),
        certificate.keyHash(),
        certificate.issued(),
        device.previousSerial(),
        device.created(),
        device.lastSeen(),
        device.revoked());
  }

  void touch(DeviceId device, Instant time) {
    sql.update(
        "UPDATE device SET last_seen_ms = ? WHERE device_id = ? AND last_seen_ms < ?",
        time,
        device,
        time.minus(TOUCH_PRECISION));
  }
}
