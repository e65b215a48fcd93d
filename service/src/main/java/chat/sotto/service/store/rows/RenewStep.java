package chat.sotto.service.store.rows;

import chat.sotto.service.domain.DeviceCertificate;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.DeviceRecord;
import chat.sotto.service.store.RenewOutcome;
import chat.sotto.service.store.RenewOutcome.Reason;
import chat.sotto.service.store.RenewOutcome.Refused;
import chat.sotto.service.store.RenewOutcome.Renewed;
import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.Optional;

/** {@link chat.sotto.service.store.AccountStore#renewCertificate}. */
final class RenewStep {
  /** A certificate younger than this for the same key answers a renewal over mTLS once more. */
  private static final Duration REPEAT_WINDOW = Duration.ofDays(1);

  private RenewStep() {}

  static RenewOutcome run(
      Rows rows, DeviceId id, Optional<ByteString> presentedSerial, DeviceCertificate fresh) {
    Optional<DeviceRecord> found = rows.accounts().findDevice(id).filter(d -> !d.isRevoked());
    if (found.isEmpty()) {
      return new Refused(Reason.UNKNOWN_DEVICE);
    }
    DeviceRecord device = found.get();
    DeviceCertificate newest = device.certificate();
    boolean sameKey = newest.keyHash().equals(fresh.keyHash());
    if (presentedSerial.isPresent()) {
      if (sameKey && device.previousSerial().equals(presentedSerial)) {
        return new Renewed(newest, true);
      }
      if (!presentedSerial.get().equals(newest.serial())) {
        return new Refused(Reason.STALE_SERIAL);
      }
    } else if (sameKey && fresh.issued().isBefore(newest.issued().plus(REPEAT_WINDOW))) {
      return new Renewed(newest, true);
    }
    rows.accounts()
        .putDevice(
            new DeviceRecord(
                device.ref(),
                device.name(),
                device.deviceKey(),
                device.attestation(),
                device.generation(),
                fresh,
                Optional.of(newest.serial()),
                device.created(),
                device.lastSeen(),
                device.revoked()));
    return new Renewed(fresh, false);
  }
}
