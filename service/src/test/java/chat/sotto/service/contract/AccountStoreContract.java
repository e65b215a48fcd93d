package chat.sotto.service.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.sotto.service.domain.Account;
import chat.sotto.service.domain.AccountSummary;
import chat.sotto.service.domain.AuthVerifier;
import chat.sotto.service.domain.ChatHead;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ChatState;
import chat.sotto.service.domain.Credentials;
import chat.sotto.service.domain.DeviceCertificate;
import chat.sotto.service.domain.DeviceRecord;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.EntryPayloads;
import chat.sotto.service.domain.Generation;
import chat.sotto.service.domain.Invite;
import chat.sotto.service.domain.LogEntry;
import chat.sotto.service.domain.NoticeKind;
import chat.sotto.service.domain.SealedVaultKeys;
import chat.sotto.service.domain.SessionRecord;
import chat.sotto.service.domain.TokenHash;
import chat.sotto.service.domain.Username;
import chat.sotto.service.domain.VaultRecord;
import chat.sotto.service.store.AccountStore;
import chat.sotto.service.store.DeviceRevocation;
import chat.sotto.service.store.PasswordChange;
import chat.sotto.service.store.Recovery;
import chat.sotto.service.store.RegisterOutcome;
import chat.sotto.service.store.RegisterOutcome.Reason;
import chat.sotto.service.store.RegisterOutcome.Refused;
import chat.sotto.service.store.RegisterOutcome.Registered;
import chat.sotto.service.store.Registration;
import chat.sotto.service.store.RenewOutcome;
import chat.sotto.service.store.RenewOutcome.Renewed;
import chat.sotto.service.store.RevokeOutcome;
import chat.sotto.service.store.StoreStats;
import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link AccountStore} promises. */
public abstract class AccountStoreContract extends StoreContract {
  private TokenHash invite(int uses) {
    TokenHash token = TokenHash.of(randomBytes(16));
    done(stores.invites().create(new Invite(token, uses, NOW, NOW.plusSeconds(60))));
    return token;
  }

  private RegisterOutcome tryRegister(Registration registration) {
    return done(stores.accounts().register(registration, NOW));
  }

  @Test
  void register_newName_storesEverything() {
    DeviceRef device = newDevice("alice");
    Registration wanted = registration(device);

    RegisterOutcome outcome = tryRegister(wanted);

    assertThat(outcome).isInstanceOf(Registered.class);
    DeviceRecord stored = ((Registered) outcome).device();
    assertThat(stored.certificate()).isEqualTo(wanted.certificate());
    assertThat(stores.accounts().findDevice(device.device())).contains(stored);
    assertThat(stores.accounts().devicesOf(device.user())).containsExactly(stored);
    assertThat(stores.accounts().findAccount(device.user()))
        .contains(
            new Account(device.user(), wanted.accountKey(), Generation.FIRST, NOW, false, false));
    Credentials credentials = stores.accounts().findCredentials(device.user()).orElseThrow();
    assertThat(credentials.password().matches(authKey(1))).isTrue();
    assertThat(credentials.recovery().matches(authKey(2))).isTrue();
    assertThat(credentials.vaultKeys()).isEqualTo(wanted.credentials().vaultKeys());
    assertThat(stores.vault().find(device.user(), VaultRecord.ACCOUNT_KEY))
        .contains(
            new VaultRecord(VaultRecord.ACCOUNT_KEY, 1, wanted.accountKeyRecord().orElseThrow()));
    assertThat(stores.accounts().isNameReserved(device.user())).isTrue();
  }

  @Test
  void register_withToken_takesOneUse() {
    TokenHash token = invite(2);

    tryRegister(registration(newDevice("alice"), Optional.of(token)));

    assertThat(stores.invites().find(token).orElseThrow().usesLeft()).isEqualTo(1);
  }

  @Test
  void register_repeated_returnsTheFirstCertificateAndTakesNothing() {
    TokenHash token = invite(1);
    Registration wanted = registration(newDevice("alice"), Optional.of(token));
    tryRegister(wanted);
    DeviceCertificate reissued =
        new DeviceCertificate(
            randomBytes(9), randomBytes(16), wanted.certificate().keyHash(), NOW.plusSeconds(1));

    RegisterOutcome outcome = tryRegister(with(wanted, reissued, 1));

    assertThat(outcome).isInstanceOf(Registered.class);
    assertThat(((Registered) outcome).repeated()).isTrue();
    assertThat(((Registered) outcome).device().certificate()).isEqualTo(wanted.certificate());
    assertThat(stores.invites().find(token).orElseThrow().usesLeft()).isZero();
  }

  private static Registration with(Registration r, DeviceCertificate certificate, int password) {
    return new Registration(
        r.token(),
        r.device(),
        r.accountKey(),
        r.deviceName(),
        r.deviceKey(),
        r.attestation(),
        certificate,
        authKey(password),
        r.credentials(),
        r.accountKeyRecord(),
        r.operator());
  }

  @Test
  void register_operator_isOneFromTheStart() {
    Registration ordinary = registration(newDevice("alice"));
    Registration wanted =
        new Registration(
            ordinary.token(),
            ordinary.device(),
            ordinary.accountKey(),
            ordinary.deviceName(),
            ordinary.deviceKey(),
            ordinary.attestation(),
            ordinary.certificate(),
            authKey(1),
            ordinary.credentials(),
            ordinary.accountKeyRecord(),
            true);

    tryRegister(wanted);

    assertThat(stores.accounts().findAccount(ordinary.device().user()))
        .hasValueSatisfying(account -> assertThat(account.operator()).isTrue());
  }

  @Test
  void register_repeatWithAnotherPasswordOrKey_isNameTaken() {
    Registration wanted = registration(newDevice("alice"));
    tryRegister(wanted);

    assertThat(tryRegister(with(wanted, wanted.certificate(), 9)))
        .isEqualTo(new Refused(Reason.NAME_TAKEN));
    assertThat(tryRegister(with(wanted, certificate(NOW), 1)))
        .isEqualTo(new Refused(Reason.NAME_TAKEN));
  }

  @Test
  void register_takenName_isRefusedAndKeepsTheToken() {
    register("alice");
    TokenHash token = invite(1);

    assertThat(tryRegister(registration(newDevice("alice"), Optional.of(token))))
        .isEqualTo(new Refused(Reason.NAME_TAKEN));
    assertThat(stores.invites().find(token).orElseThrow().usesLeft()).isEqualTo(1);
  }

  @Test
  void register_nameOfDeletedAccount_isRefused() {
    DeviceRef alice = register("alice");
    done(stores.accounts().deleteAccount(alice.user(), NOW));

    assertThat(tryRegister(registration(newDevice("alice"))))
        .isEqualTo(new Refused(Reason.NAME_TAKEN));
    assertThat(stores.accounts().isNameReserved(alice.user())).isTrue();
  }

  @Test
  void register_usedDeviceIdOrKey_isRefused() {
    Registration first = registration(newDevice("alice"));
    tryRegister(first);
    Registration second = registration(newDevice("bob"));
    Registration sameKey =
        new Registration(
            Optional.empty(),
            second.device(),
            second.accountKey(),
            "laptop",
            first.deviceKey(),
            second.attestation(),
            second.certificate(),
            authKey(1),
            second.credentials(),
            Optional.empty(),
            false);

    assertThat(
            tryRegister(registration(new DeviceRef(Username.of("bob"), first.device().device()))))
        .isEqualTo(new Refused(Reason.DEVICE_EXISTS));
    assertThat(tryRegister(sameKey)).isEqualTo(new Refused(Reason.DEVICE_EXISTS));
    assertThat(stores.accounts().findAccount(Username.of("bob"))).isEmpty();
  }

  @Test
  void register_badToken_isRefused() {
    TokenHash usedUp = invite(1);
    tryRegister(registration(newDevice("alice"), Optional.of(usedUp)));
    TokenHash expired = invite(1);

    assertThat(
            tryRegister(registration(newDevice("bob"), Optional.of(TokenHash.of(randomBytes(16))))))
        .isEqualTo(new Refused(Reason.TOKEN_UNKNOWN));
    assertThat(tryRegister(registration(newDevice("bob"), Optional.of(usedUp))))
        .isEqualTo(new Refused(Reason.TOKEN_USED_UP));
    assertThat(
            done(
                stores
                    .accounts()
                    .register(
                        registration(newDevice("bob"), Optional.of(expired)), NOW.plusSeconds(60))))
        .isEqualTo(new Refused(Reason.TOKEN_EXPIRED));
    assertThat(stores.accounts().isNameReserved(Username.of("bob"))).isFalse();
  }

  @Test
  void register_manyAtOnceWithOneToken_admitsAsManyAsItAllows() {
    TokenHash token = invite(3);

    List<CompletableFuture<RegisterOutcome>> answers =
        IntStream.range(0, 12)
            .parallel()
            .mapToObj(
                i ->
                    stores
                        .accounts()
                        .register(registration(newDevice("user" + i), Optional.of(token)), NOW))
            .toList();

    List<RegisterOutcome> outcomes = answers.stream().map(StoreContract::done).toList();
    assertThat(outcomes).filteredOn(Registered.class::isInstance).hasSize(3);
    assertThat(outcomes).filteredOn(new Refused(Reason.TOKEN_USED_UP)::equals).hasSize(9);
    assertThat(stores.accounts().stats().users()).isEqualTo(3);
  }

  @Test
  void setDisabled_changesTheAccount() {
    DeviceRef alice = register("alice");

    assertThat(done(stores.accounts().setDisabled(alice.user(), true))).isTrue();
    Account account = stores.accounts().findAccount(alice.user()).orElseThrow();
    assertThat(account.disabled()).isTrue();
    done(stores.accounts().setDisabled(alice.user(), false));
    assertThat(stores.accounts().findAccount(alice.user()).orElseThrow().disabled()).isFalse();
    assertThat(done(stores.accounts().setDisabled(Username.of("nobody"), true))).isFalse();
  }

  @Test
  void changePassword_endsTheOtherSessions() {
    DeviceRef alice = register("alice");
    SessionRecord mine = openSession(alice, NOW);
    SessionRecord other = openSession(alice, NOW);
    Credentials before = stores.accounts().findCredentials(alice.user()).orElseThrow();
    ByteString keys = randomBytes(92);

    Optional<List<SessionRecord>> ended =
        done(
            stores
                .accounts()
                .changePassword(
                    new PasswordChange(
                        alice.user(), before.password(), verifier(5), keys, mine.token())));

    assertThat(ended).contains(List.of(other));
    assertThat(stores.sessions().find(mine.token(), NOW)).isPresent();
    assertThat(stores.sessions().find(other.token(), NOW)).isEmpty();
    Credentials after = stores.accounts().findCredentials(alice.user()).orElseThrow();
    assertThat(after.password().matches(authKey(5))).isTrue();
    assertThat(after.recovery().matches(authKey(2))).isTrue();
    assertThat(after.vaultKeys())
        .isEqualTo(new SealedVaultKeys(keys, before.vaultKeys().byRecovery()));
  }

  @Test
  void changePassword_thatChangedMeanwhile_changesNothing() {
    DeviceRef alice = register("alice");
    SessionRecord session = openSession(alice, NOW);
    AuthVerifier stale = verifier(1);

    Optional<List<SessionRecord>> ended =
        done(
            stores
                .accounts()
                .changePassword(
                    new PasswordChange(
                        alice.user(),
                        stale,
                        verifier(5),
                        randomBytes(92),
                        TokenHash.of(randomBytes(32)))));

    assertThat(ended).isEmpty();
    assertThat(stores.sessions().find(session.token(), NOW)).isPresent();
    assertThat(
            stores
                .accounts()
                .findCredentials(alice.user())
                .orElseThrow()
                .password()
                .matches(authKey(1)))
        .isTrue();
  }

  @Test
  void recover_replacesEverythingAndEndsAllSessions() {
    DeviceRef alice = register("alice");
    SessionRecord session = openSession(alice, NOW);
    Credentials before = stores.accounts().findCredentials(alice.user()).orElseThrow();
    Credentials next =
        new Credentials(
            verifier(6), verifier(7), new SealedVaultKeys(randomBytes(92), randomBytes(92)));

    assertThat(done(stores.accounts().recover(new Recovery(alice.user(), verifier(2), next))))
        .isEmpty();
    assertThat(done(stores.accounts().recover(new Recovery(alice.user(), before.recovery(), next))))
        .contains(List.of(session));

    Credentials after = stores.accounts().findCredentials(alice.user()).orElseThrow();
    assertThat(after.password().matches(authKey(6))).isTrue();
    assertThat(after.recovery().matches(authKey(7))).isTrue();
    assertThat(after.vaultKeys()).isEqualTo(next.vaultKeys());
    assertThat(stores.sessions().find(session.token(), NOW)).isEmpty();
  }

  @Test
  void revokeDevice_raisesTheGenerationAndEndsItsSessions() {
    DeviceRef alice = register("alice");
    SessionRecord session = openSession(alice, NOW);
    DeviceRevocation revocation = new DeviceRevocation(alice, new Generation(2), Map.of());

    assertThat(done(stores.accounts().revokeDevice(revocation, NOW)))
        .isEqualTo(new RevokeOutcome.Revoked(List.of(session)));

    assertThat(stores.accounts().findAccount(alice.user()).orElseThrow().generation())
        .isEqualTo(new Generation(2));
    assertThat(stores.accounts().findDevice(alice.device()).orElseThrow().revoked()).contains(NOW);
    assertThat(stores.accounts().devicesOf(alice.user())).isEmpty();
    assertThat(stores.sessions().find(session.token(), NOW)).isEmpty();
    assertThat(done(stores.accounts().revokeDevice(revocation, NOW)))
        .isEqualTo(new RevokeOutcome.Revoked(List.of()));
  }

  @Test
  void revokeDevice_otherwise_isRefused() {
    DeviceRef alice = register("alice");
    DeviceRef bob = register("bob");

    assertThat(revoke(new DeviceRef(bob.user(), alice.device()), 2, Map.of()))
        .isEqualTo(new RevokeOutcome.Refused(RevokeOutcome.Reason.UNKNOWN_DEVICE));
    assertThat(revoke(alice, 3, Map.of()))
        .isEqualTo(new RevokeOutcome.Refused(RevokeOutcome.Reason.GENERATION_CONFLICT));
    assertThat(revoke(alice, 2, Map.of(bob.device(), randomBytes(64))))
        .isEqualTo(new RevokeOutcome.Refused(RevokeOutcome.Reason.ATTESTATIONS_MISMATCH));
    assertThat(stores.accounts().findDevice(alice.device()).orElseThrow().isRevoked()).isFalse();
  }

  private RevokeOutcome revoke(
      DeviceRef device,
      long generation,
      Map<chat.sotto.service.domain.DeviceId, ByteString> attestations) {
    return done(
        stores
            .accounts()
            .revokeDevice(
                new DeviceRevocation(device, new Generation(generation), attestations), NOW));
  }

  private RenewOutcome renew(
      DeviceRef device, Optional<ByteString> serial, DeviceCertificate fresh) {
    return done(stores.accounts().renewCertificate(device.device(), serial, fresh));
  }

  @Test
  void renewCertificate_bySerial_worksOnceAndRepeatsForTheSameKey() {
    DeviceRef alice = register("alice");
    ByteString first =
        stores.accounts().findDevice(alice.device()).orElseThrow().certificate().serial();
    DeviceCertificate second = certificate(NOW.plusSeconds(5));
    DeviceCertificate sameKey =
        new DeviceCertificate(
            randomBytes(9), randomBytes(16), second.keyHash(), NOW.plusSeconds(9));

    assertThat(renew(alice, Optional.of(first), second)).isEqualTo(new Renewed(second, false));
    assertThat(renew(alice, Optional.of(first), sameKey)).isEqualTo(new Renewed(second, true));
    assertThat(renew(alice, Optional.of(first), certificate(NOW)))
        .isEqualTo(new RenewOutcome.Refused(RenewOutcome.Reason.STALE_SERIAL));
    DeviceRecord device = stores.accounts().findDevice(alice.device()).orElseThrow();
    assertThat(device.certificate()).isEqualTo(second);
    assertThat(device.previousSerial()).contains(first);
  }

  @Test
  void renewCertificate_withoutSerial_repeatsForTheSameKeyWithinADay() {
    DeviceRef alice = register("alice");
    DeviceCertificate second = certificate(NOW.plusSeconds(5));
    DeviceCertificate sameDay =
        new DeviceCertificate(
            randomBytes(9), randomBytes(16), second.keyHash(), NOW.plusSeconds(9));
    DeviceCertificate muchLater =
        new DeviceCertificate(
            randomBytes(9), randomBytes(16), second.keyHash(), NOW.plus(Duration.ofDays(60)));

    assertThat(renew(alice, Optional.empty(), second)).isEqualTo(new Renewed(second, false));
    assertThat(renew(alice, Optional.empty(), sameDay)).isEqualTo(new Renewed(second, true));
    assertThat(renew(alice, Optional.empty(), muchLater)).isEqualTo(new Renewed(muchLater, false));
  }

  @Test
  void renewCertificate_ofUnknownOrRevokedDevice_isRefused() {
    DeviceRef alice = register("alice");
    revoke(alice, 2, Map.of());

    assertThat(renew(alice, Optional.empty(), certificate(NOW)))
        .isEqualTo(new RenewOutcome.Refused(RenewOutcome.Reason.UNKNOWN_DEVICE));
    assertThat(renew(newDevice("alice"), Optional.empty(), certificate(NOW)))
        .isEqualTo(new RenewOutcome.Refused(RenewOutcome.Reason.UNKNOWN_DEVICE));
  }

  @Test
  void touchDevice_movesLastSeenForward() {
    DeviceRef alice = register("alice");
    Instant later = NOW.plusSeconds(600);

    stores.accounts().touchDevice(alice.device(), later);

    await()
        .untilAsserted(
            () ->
                assertThat(stores.accounts().findDevice(alice.device()).orElseThrow().lastSeen())
                    .isEqualTo(later));
    assertThat(stores.accounts().listAccounts(Optional.empty(), 1).get(0).lastSeen())
        .isEqualTo(later);
  }

  @Test
  void deleteAccount_closesItsChatsAndTakesItsData() {
    DeviceRef alice = register("alice");
    DeviceRef bob = register("bob");
    DeviceRef carol = register("carol");
    ChatId withAlice = active(alice, bob);
    ChatId asked = pending(carol, bob);
    SessionRecord session = openSession(bob, NOW);
    done(stores.accounts().block(carol.user(), bob.user()));

    List<LogEntry> notices = done(stores.accounts().deleteAccount(bob.user(), NOW));

    assertThat(notices).extracting(LogEntry::chat).containsExactlyInAnyOrder(withAlice, asked);
    assertThat(notices)
        .filteredOn(notice -> notice.chat().equals(withAlice))
        .extracting(LogEntry::payload)
        .containsExactly(
            EntryPayloads.notice(
                NoticeKind.ACCOUNT_DELETED, bob.user(), List.of(bob.device()), true));
    assertThat(stores.chats().findHead(withAlice).map(ChatHead::state)).contains(ChatState.CLOSED);
    assertThat(stores.chats().findHead(asked).map(ChatHead::state)).contains(ChatState.CLOSED);
    assertThat(stores.chats().readers(withAlice)).containsExactly(alice);
    assertThat(stores.chats().findSummary(withAlice, alice).orElseThrow().members()).hasSize(2);
    assertThat(stores.accounts().findAccount(bob.user())).isEmpty();
    assertThat(stores.accounts().findCredentials(bob.user())).isEmpty();
    assertThat(stores.accounts().findDevice(bob.device())).isEmpty();
    assertThat(stores.sessions().find(session.token(), NOW)).isEmpty();
    assertThat(stores.vault().find(bob.user(), VaultRecord.ACCOUNT_KEY)).isEmpty();
    assertThat(stores.accounts().listBlocked(carol.user(), Optional.empty(), 10)).isEmpty();
    assertThat(stores.chats().summaries(bob, Optional.empty(), 10)).isEmpty();
    assertThat(done(stores.accounts().deleteAccount(bob.user(), NOW))).isEmpty();
  }

  @Test
  void deleteAccount_ofTheLastInAChat_removesItsLog() {
    DeviceRef alice = register("alice");
    DeviceRef bob = register("bob");
    ChatId chat = active(alice, bob);
    departed(done(stores.chats().deleteFor(chat, alice.user(), NOW)));

    assertThat(done(stores.accounts().deleteAccount(bob.user(), NOW))).isEmpty();

    assertThat(stores.chats().findHead(chat)).isEmpty();
  }

  @Test
  void block_isOneWayInTheListAndBothWaysInEffect() {
    DeviceRef alice = register("alice");
    DeviceRef bob = register("bob");

    assertThat(done(stores.accounts().block(alice.user(), bob.user()))).isTrue();
    assertThat(done(stores.accounts().block(alice.user(), bob.user()))).isTrue();

    assertThat(stores.accounts().isBlockedEitherWay(bob.user(), alice.user())).isTrue();
    assertThat(stores.accounts().listBlocked(alice.user(), Optional.empty(), 10))
        .containsExactly(bob.user());
    assertThat(stores.accounts().listBlocked(bob.user(), Optional.empty(), 10)).isEmpty();
    done(stores.accounts().unblock(alice.user(), bob.user()));
    assertThat(stores.accounts().isBlockedEitherWay(bob.user(), alice.user())).isFalse();
    assertThat(done(stores.accounts().block(alice.user(), Username.of("nobody")))).isFalse();
  }

  @Test
  void lists_paged_comeByName() {
    DeviceRef alice = register("alice");
    for (String name : List.of("dora", "bob", "carol")) {
      done(stores.accounts().block(alice.user(), register(name).user()));
    }

    assertThat(stores.accounts().listBlocked(alice.user(), Optional.empty(), 2))
        .containsExactly(Username.of("bob"), Username.of("carol"));
    assertThat(stores.accounts().listBlocked(alice.user(), Optional.of(Username.of("carol")), 2))
        .containsExactly(Username.of("dora"));
    List<AccountSummary> page =
        stores.accounts().listAccounts(Optional.of(Username.of("alice")), 2);
    assertThat(page)
        .extracting(summary -> summary.account().name().value())
        .containsExactly("bob", "carol");
    assertThat(page.get(0).devices()).isEqualTo(1);
    assertThat(page.get(0).lastSeen()).isEqualTo(NOW);
  }

  @Test
  void stats_countWhatThereIs() {
    active(register("alice"), register("bob"));

    assertThat(stores.accounts().stats()).isEqualTo(new StoreStats(2, 2, 1, 2, 0, 0));
  }
}
