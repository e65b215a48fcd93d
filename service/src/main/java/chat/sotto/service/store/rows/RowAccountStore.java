package chat.sotto.service.store.rows;

import chat.sotto.service.domain.Account;
import chat.sotto.service.domain.AccountSummary;
import chat.sotto.service.domain.Credentials;
import chat.sotto.service.domain.DeviceCertificate;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.DeviceRecord;
import chat.sotto.service.domain.LogEntry;
import chat.sotto.service.domain.SealedVaultKeys;
import chat.sotto.service.domain.SessionRecord;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.AccountStore;
import chat.sotto.service.store.DeviceRevocation;
import chat.sotto.service.store.PasswordChange;
import chat.sotto.service.store.Recovery;
import chat.sotto.service.store.RegisterOutcome;
import chat.sotto.service.store.Registration;
import chat.sotto.service.store.RenewOutcome;
import chat.sotto.service.store.RevokeOutcome;
import chat.sotto.service.store.StoreStats;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Accounts over rows. */
final class RowAccountStore implements AccountStore {
  private final Transactions transactions;

  RowAccountStore(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public CompletableFuture<RegisterOutcome> register(Registration registration, Instant now) {
    return transactions.write(rows -> RegisterStep.run(rows, registration, now));
  }

  @Override
  public Optional<Account> findAccount(Username name) {
    return transactions.read(rows -> rows.accounts().find(name));
  }

  @Override
  public boolean isNameReserved(Username name) {
    return transactions.read(rows -> rows.accounts().isReserved(name));
  }

  @Override
  public Optional<Credentials> findCredentials(Username name) {
    return transactions.read(rows -> rows.accounts().findCredentials(name));
  }

  @Override
  public Optional<DeviceRecord> findDevice(DeviceId device) {
    return transactions.read(rows -> rows.accounts().findDevice(device));
  }

  @Override
  public List<DeviceRecord> devicesOf(Username owner) {
    return transactions.read(
        rows ->
            rows.accounts().devicesOf(owner).stream()
                .filter(device -> !device.isRevoked())
                .toList());
  }

  @Override
  public List<AccountSummary> listAccounts(Optional<Username> after, int limit) {
    return transactions.read(rows -> rows.accounts().list(after, limit));
  }

  @Override
  public CompletableFuture<Boolean> setDisabled(Username name, boolean disabled) {
    return transactions.write(
        rows -> {
          Optional<Account> account = rows.accounts().find(name);
          account.ifPresent(
              a ->
                  rows.accounts()
                      .update(
                          new Account(
                              a.name(),
                              a.accountKey(),
                              a.generation(),
                              a.created(),
                              disabled,
                              a.operator())));
          return account.isPresent();
        });
  }

  @Override
  public CompletableFuture<Optional<List<SessionRecord>>> changePassword(PasswordChange change) {
    return transactions.write(
        rows ->
            rows.accounts()
                .findCredentials(change.user())
                .filter(credentials -> credentials.password().isSameAs(change.present()))
                .map(
                    old -> {
                      SealedVaultKeys keys =
                          new SealedVaultKeys(
                              change.vaultKeysByPassword(), old.vaultKeys().byRecovery());
                      rows.accounts()
                          .updateCredentials(
                              change.user(), new Credentials(change.next(), old.recovery(), keys));
                      return RowSessionStore.end(
                          rows,
                          rows.tokens().sessionsOf(change.user()).stream()
                              .filter(session -> !session.token().equals(change.keep()))
                              .toList());
                    }));
  }

  @Override
  public CompletableFuture<Optional<List<SessionRecord>>> recover(Recovery recovery) {
    return transactions.write(
        rows ->
            rows.accounts()
                .findCredentials(recovery.user())
                .filter(credentials -> credentials.recovery().isSameAs(recovery.present()))
                .map(
                    old -> {
                      rows.accounts().updateCredentials(recovery.user(), recovery.next());
                      return RowSessionStore.end(rows, rows.tokens().sessionsOf(recovery.user()));
                    }));
  }

  @Override
  public CompletableFuture<RevokeOutcome> revokeDevice(DeviceRevocation revocation, Instant now) {
    return transactions.write(rows -> RevokeStep.run(rows, revocation, now));
  }

  @Override
  public CompletableFuture<RenewOutcome> renewCertificate(
      DeviceId device, Optional<ByteString> presentedSerial, DeviceCertificate fresh) {
    return transactions.write(rows -> RenewStep.run(rows, device, presentedSerial, fresh));
  }

  @Override
  public void touchDevice(DeviceId device, Instant now) {
    var unused = transactions.writeLater(device, rows -> rows.accounts().touchDevice(device, now));
  }

  @Override
  public CompletableFuture<List<LogEntry>> deleteAccount(Username name, Instant now) {
    return transactions.write(
        rows -> {
          if (rows.accounts().find(name).isEmpty()) {
            return List.of();
          }
          List<LogEntry> notices = new DepartureSteps(rows, now).departFromAll(name);
          RowSessionStore.end(rows, rows.tokens().sessionsOf(name));
          rows.vault().removeAll(name);
          rows.attachments().removeUnnamed(name);
          rows.accounts().remove(name);
          return notices;
        });
  }

  @Override
  public CompletableFuture<Boolean> block(Username blocker, Username blocked) {
    return transactions.write(
        rows -> {
          boolean exist =
              rows.accounts().find(blocker).isPresent()
                  && rows.accounts().find(blocked).isPresent();
          if (exist) {
            rows.accounts().putBlock(blocker, blocked);
          }
          return exist;
        });
  }

  @Override
  public CompletableFuture<Void> unblock(Username blocker, Username blocked) {
    return transactions
        .write(
            rows -> {
              rows.accounts().removeBlock(blocker, blocked);
              return blocked;
            })
        .thenAccept(done -> {});
  }

  @Override
  public List<Username> listBlocked(Username blocker, Optional<Username> after, int limit) {
    return transactions.read(rows -> rows.accounts().listBlocked(blocker, after, limit));
  }

  @Override
  public boolean isBlockedEitherWay(Username one, Username other) {
    return transactions.read(rows -> rows.accounts().isBlockedEitherWay(one, other));
  }

  @Override
  public StoreStats stats() {
    return transactions.read(Rows::stats);
  }
}
