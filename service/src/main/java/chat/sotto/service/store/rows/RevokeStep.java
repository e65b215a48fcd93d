package chat.sotto.service.store.rows;

import chat.sotto.service.domain.Account;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.DeviceRecord;
import chat.sotto.service.domain.Generation;
import chat.sotto.service.store.DeviceRevocation;
import chat.sotto.service.store.RevokeOutcome;
import chat.sotto.service.store.RevokeOutcome.Reason;
import chat.sotto.service.store.RevokeOutcome.Refused;
import chat.sotto.service.store.RevokeOutcome.Revoked;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@link chat.sotto.service.store.AccountStore#revokeDevice}. */
final class RevokeStep {
  private RevokeStep() {}

  static RevokeOutcome run(Rows rows, DeviceRevocation wanted, Instant now) {
    Optional<Account> account = rows.accounts().find(wanted.device().user());
    List<DeviceRecord> devices = rows.accounts().devicesOf(wanted.device().user());
    Optional<DeviceRecord> device =
        devices.stream().filter(d -> d.ref().equals(wanted.device())).findFirst();
    if (account.isEmpty() || device.isEmpty()) {
      return new Refused(Reason.UNKNOWN_DEVICE);
    }
    if (device.get().isRevoked()) {
      return new Revoked(List.of());
    }
    Generation next = account.get().generation().next();
    if (!wanted.generation().equals(next)) {
      return new Refused(Reason.GENERATION_CONFLICT);
    }
    List<DeviceRecord> remaining =
        devices.stream().filter(d -> !d.isRevoked() && !d.ref().equals(wanted.device())).toList();
    Set<DeviceId> expected = remaining.stream().map(DeviceRecord::id).collect(Collectors.toSet());
    if (!expected.equals(wanted.attestations().keySet())) {
      return new Refused(Reason.ATTESTATIONS_MISMATCH);
    }
    Account a = account.get();
    rows.accounts()
        .update(
            new Account(a.name(), a.accountKey(), next, a.created(), a.disabled(), a.operator()));
    rows.accounts().putDevice(revoked(device.get(), now));
    for (DeviceRecord other : remaining) {
      ByteString attestation = wanted.attestations().get(other.id());
      if (attestation != null) {
        rows.accounts().putDevice(attested(other, attestation, next));
      }
    }
    return new Revoked(
        RowSessionStore.end(rows, rows.tokens().sessionsOf(wanted.device().device())));
  }

  private static DeviceRecord revoked(DeviceRecord d, Instant now) {
    return new DeviceRecord(
        d.ref(),
        d.name(),
        d.deviceKey(),
        d.attestation(),
        d.generation(),
        d.certificate(),
        d.previousSerial(),
        d.created(),
        d.lastSeen(),
        Optional.of(now));
  }

  private static DeviceRecord attested(DeviceRecord d, ByteString attestation, Generation next) {
    return new DeviceRecord(
        d.ref(),
        d.name(),
        d.deviceKey(),
        attestation,
        next,
        d.certificate(),
        d.previousSerial(),
        d.created(),
        d.lastSeen(),
        d.revoked());
  }
}
