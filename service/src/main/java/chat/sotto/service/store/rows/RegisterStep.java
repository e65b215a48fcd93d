package chat.sotto.service.store.rows;

import chat.sotto.service.domain.Account;
import chat.sotto.service.domain.DeviceRecord;
import chat.sotto.service.domain.Generation;
import chat.sotto.service.domain.Invite;
import chat.sotto.service.domain.Username;
import chat.sotto.service.domain.VaultRecord;
import chat.sotto.service.store.RegisterOutcome;
import chat.sotto.service.store.RegisterOutcome.Reason;
import chat.sotto.service.store.RegisterOutcome.Refused;
import chat.sotto.service.store.RegisterOutcome.Registered;
import chat.sotto.service.store.Registration;
import java.time.Instant;
import java.util.Optional;

/** {@link chat.sotto.service.store.AccountStore#register}. */
final class RegisterStep {
  private RegisterStep() {}

  static RegisterOutcome run(Rows rows, Registration wanted, Instant now) {
    Optional<DeviceRecord> before = findRepeated(rows, wanted);
    if (before.isPresent()) {
      return new Registered(before.get(), true);
    }
    Optional<Invite> invite = wanted.token().flatMap(rows.tokens()::findInvite);
    Optional<Reason> refused = refuse(rows, wanted, invite, now);
    if (refused.isPresent()) {
      return new Refused(refused.get());
    }
    invite.ifPresent(
        used ->
            rows.tokens()
                .putInvite(
                    new Invite(used.token(), used.usesLeft() - 1, used.created(), used.expires())));
    return new Registered(insert(rows, wanted, now), false);
  }

  private static Optional<DeviceRecord> findRepeated(Rows rows, Registration wanted) {
    Username name = wanted.device().user();
    boolean sameOwner =
        rows.accounts()
                .find(name)
                .filter(account -> account.accountKey().equals(wanted.accountKey()))
                .isPresent()
            && rows.accounts()
                .findCredentials(name)
                .filter(stored -> stored.password().matches(wanted.passwordKey()))
                .isPresent();
    if (!sameOwner) {
      return Optional.empty();
    }
    return rows.accounts()
        .findDevice(wanted.device().device())
        .filter(stored -> stored.ref().equals(wanted.device()))
        .filter(stored -> stored.deviceKey().equals(wanted.deviceKey()))
        .filter(stored -> stored.certificate().keyHash().equals(wanted.certificate().keyHash()));
  }

  private static Optional<Reason> refuse(
      Rows rows, Registration wanted, Optional<Invite> invite, Instant now) {
    if (wanted.token().isPresent()) {
      if (invite.isEmpty()) {
        return Optional.of(Reason.TOKEN_UNKNOWN);
      }
      if (!now.isBefore(invite.get().expires())) {
        return Optional.of(Reason.TOKEN_EXPIRED);
      }
      if (invite.get().usesLeft() < 1) {
        return Optional.of(Reason.TOKEN_USED_UP);
      }
    }
    if (rows.accounts().isReserved(wanted.device().user())) {
      return Optional.of(Reason.NAME_TAKEN);
    }
    boolean used =
        rows.accounts().findDevice(wanted.device().device()).isPresent()
            || rows.accounts().hasDeviceKey(wanted.deviceKey());
    return used ? Optional.of(Reason.DEVICE_EXISTS) : Optional.empty();
  }

  private static DeviceRecord insert(Rows rows, Registration wanted, Instant now) {
    Username name = wanted.device().user();
    rows.accounts()
        .insert(
            new Account(name, wanted.accountKey(), Generation.FIRST, now, false, wanted.operator()),
            wanted.credentials());
    DeviceRecord device =
        new DeviceRecord(
            wanted.device(),
            wanted.deviceName(),
            wanted.deviceKey(),
            wanted.attestation(),
            Generation.FIRST,
            wanted.certificate(),
            Optional.empty(),
            now,
            now,
            Optional.empty());
    rows.accounts().putDevice(device);
    wanted
        .accountKeyRecord()
        .ifPresent(
            bytes -> rows.vault().put(name, new VaultRecord(VaultRecord.ACCOUNT_KEY, 1, bytes)));
    return device;
  }
}
