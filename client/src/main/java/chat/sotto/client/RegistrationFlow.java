package chat.sotto.client;

import chat.sotto.client.identity.AccountKey;
import chat.sotto.client.identity.DeviceCredential;
import chat.sotto.client.identity.DeviceKey;
import chat.sotto.client.identity.LocalDevice;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Failure;
import chat.sotto.client.model.Generation;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.password.Password;
import chat.sotto.client.password.PasswordKeys;
import chat.sotto.client.password.PasswordStrength;
import chat.sotto.client.password.RecoveryCode;
import chat.sotto.client.primitives.Secrets;
import chat.sotto.client.profile.PendingRegistration;
import chat.sotto.client.profile.Profile;
import chat.sotto.client.profile.ProfileDirectory;
import chat.sotto.client.profile.ProfileHeader;
import chat.sotto.client.profile.ProfileIdentity;
import chat.sotto.client.profile.WrapKeys;
import chat.sotto.client.transport.Endpoint;
import chat.sotto.client.transport.EnrollmentConnection;
import chat.sotto.client.transport.NewAccount;
import chat.sotto.client.transport.SealedVaultKeys;
import chat.sotto.client.transport.ServerFacts;
import chat.sotto.client.trust.JoinLink;
import chat.sotto.client.trust.TlsIdentity;
import chat.sotto.client.trust.TlsKey;
import chat.sotto.client.vault.SealedRecord;
import chat.sotto.client.vault.VaultKeys;
import chat.sotto.client.vault.VaultOwner;
import com.google.crypto.tink.util.Bytes;
import com.google.crypto.tink.util.SecretBytes;
import com.google.protobuf.ByteString;
import java.time.InstantSource;

/**
 * Registers an account: first everything is decided and put on disk, then the server is asked. So
 * whatever breaks on the way, asking again asks for the same, consumes no second use of the token,
 * and shows the same recovery code.
 */
final class RegistrationFlow {

  private static final int MAX_DEVICE_NAME = 64;

  private final RegisterRequest request;
  private final JoinLink link;
  private final ProfileDirectory directory;
  private final InstantSource clock;

  RegistrationFlow(RegisterRequest request, InstantSource clock) {
    this.request = request;
    this.link = JoinLink.parse(request.joinLink());
    this.directory = new ProfileDirectory(request.profile());
    this.clock = clock;
    if (request.deviceName().codePointCount(0, request.deviceName().length()) > MAX_DEVICE_NAME) {
      throw new SottoException(
              Reason.INVALID_FIELD,
              "a device's name has at most " + MAX_DEVICE_NAME + " characters")
          .field("device_name");
    }
    PasswordStrength.check(request.password(), request.username());
  }

  /** Reads a link and asks its server whether it takes newcomers by it. */
  static JoinLink check(String joinLink, InstantSource clock) {
    JoinLink link = JoinLink.parse(joinLink);
    try (EnrollmentConnection enrolment = connect(link, clock)) {
      ServerCheck.requireJoinable(enrolment.serverFacts(), link);
    }
    return link;
  }

  /** The same request again, as the directory keeps it. The profile's lock is held. */
  static RegisterRequest begun(ProfileDirectory directory, Password password) {
    ProfileHeader header = ProfileHeader.read(directory);
    ProfileIdentity identity = header.identity();
    PasswordKeys keys =
        PasswordKeys.derive(password, identity.caFingerprint(), identity.username());
    try (Profile profile = Profile.openWithPassword(directory, keys.profileWrapKey())) {
      PendingRegistration pending =
          profile.secrets().findRegistration().orElseThrow(RegistrationFlow::finishedAlready);
      return new RegisterRequest(
          directory.path(),
          pending.link().format(),
          identity.username(),
          pending.deviceName(),
          password,
          pending.vault());
    }
  }

  private static EnrollmentConnection connect(JoinLink link, InstantSource clock) {
    return EnrollmentConnection.open(
        new Endpoint(link.host(), link.port()), link.fingerprint(), clock);
  }

  private static SottoException finishedAlready() {
    return new SottoException(Reason.ALREADY_REGISTERED, "this profile has an account already");
  }

  /**
   * What comes of it: an open profile that the server knows, not logged in yet. It is not marked as
   * registered: until its owner has the recovery code, it counts as unfinished.
   *
   * @param keys from the password, for the login that follows
   * @param recoveryCode to be shown once
   */
  record Registered(Profile profile, PasswordKeys keys, RecoveryCode recoveryCode) {}

  /**
   * Registers, or finishes a registration that was begun in this directory. The profile's lock is
   * held by the caller.
   */
  Registered run() {
    boolean begun = directory.exists();
    if (begun) {
      requireSame(ProfileHeader.read(directory));
    }
    try (EnrollmentConnection enrolment = connect(link, clock)) {
      ServerFacts facts = enrolment.serverFacts();
      ServerCheck.requireJoinable(facts, link);
      PasswordKeys keys =
          PasswordKeys.derive(request.password(), link.fingerprint(), request.username());
      Profile profile = begun ? resume(keys) : decide(facts, keys);
      try {
        PendingRegistration pending =
            profile.secrets().findRegistration().orElseThrow(RegistrationFlow::finishedAlready);
        if (!profile.header().registered()) {
          ask(enrolment, profile, pending, keys);
        }
        return new Registered(profile, keys, pending.recoveryCode());
      } catch (RuntimeException e) {
        profile.close();
        if (e instanceof SottoException refusal && isFinal(refusal)) {
          // Nothing exists at the server, and asking again for the same would fail the same.
          directory.delete();
        }
        throw e;
      }
    }
  }

  private static boolean isFinal(SottoException e) {
    return e.failure() == Failure.USAGE
        || (e.failure() == Failure.REFUSED
            && !e.is(Reason.SLOW_DOWN)
            && !e.is(Reason.ALREADY_REGISTERED));
  }

  private void requireSame(ProfileHeader header) {
    boolean same =
        header.identity().username().equals(request.username())
            && header.identity().caFingerprint().equals(link.fingerprint());
    if (!same) {
      throw new SottoException(
              Reason.ALREADY_REGISTERED,
              "there is a profile of " + header.identity().username() + " in " + directory.path())
          .hint("choose another directory with --profile");
    }
  }

  private Profile resume(PasswordKeys keys) {
    return Profile.openWithPassword(directory, keys.profileWrapKey());
  }

  /** Makes all keys and puts them, sealed, on disk. */
  private Profile decide(ServerFacts facts, PasswordKeys keys) {
    RecoveryCode code = RecoveryCode.generate();
    PasswordKeys recovery = PasswordKeys.derive(code, link.fingerprint(), request.username());
    VaultKeys vaultKeys = VaultKeys.generate();
    VaultOwner owner = new VaultOwner(link.fingerprint(), request.username());
    AccountKey account = AccountKey.generate();
    DeviceId device = DeviceId.random();
    DeviceKey deviceKey = DeviceKey.generate();
    DeviceCredential credential =
        DeviceCredential.attest(
            account,
            link.fingerprint(),
            request.username(),
            device,
            deviceKey.publicKey(),
            Generation.FIRST);
    SealedRecord accountKeyRecord = vaultKeys.sealAccountKey(account, owner, 1);
    return Profile.create(
        directory,
        new ProfileIdentity(
            request.username(),
            device,
            link.fingerprint(),
            Bytes.copyFrom(facts.caCertificate().toByteArray())),
        ServerCheck.address(facts, link),
        new WrapKeys(keys.profileWrapKey(), recovery.profileWrapKey()),
        profile -> {
          LocalCredential.store(profile, new LocalDevice(credential, deviceKey));
          profile.credentials().store(TlsKey.generate());
          profile.secrets().storeVaultDataKey(vaultKeys.dataKey());
          Bytes byPassword =
              Bytes.copyFrom(vaultKeys.seal(keys.vaultWrapKey(), owner, VaultKeys.Copy.PASSWORD));
          Bytes byRecovery =
              Bytes.copyFrom(
                  vaultKeys.seal(recovery.vaultWrapKey(), owner, VaultKeys.Copy.RECOVERY));
          if (!request.vault()) {
            profile.vault().storeKeys(byPassword, byRecovery);
            profile.vault().put(accountKeyRecord);
          }
          profile
              .secrets()
              .storeRegistration(
                  new PendingRegistration(
                      link,
                      request.deviceName(),
                      request.vault(),
                      account.seed(),
                      code,
                      byPassword,
                      byRecovery,
                      accountKeyRecord.sealed()));
        });
  }

  private void ask(
      EnrollmentConnection enrolment,
      Profile profile,
      PendingRegistration pending,
      PasswordKeys keys) {
    LocalDevice device = LocalCredential.load(profile);
    TlsKey tlsKey =
        profile
            .credentials()
            .findKey()
            .orElseThrow(
                () ->
                    new SottoException(Reason.PROFILE_UNREADABLE, "the device's TLS key is gone"));
    PasswordKeys recovery =
        PasswordKeys.derive(pending.recoveryCode(), link.fingerprint(), request.username());
    ByteString certificate =
        enrolment.register(
            new NewAccount(
                link.token().map(t -> ByteString.copyFrom(t.toBytes())).orElse(ByteString.EMPTY),
                device.user(),
                device.credential().accountKey(),
                device.device(),
                device.key().publicKey(),
                ByteString.copyFrom(device.credential().attestation().toBytes()),
                pending.deviceName(),
                ByteString.copyFrom(tlsKey.csr()),
                export(keys.authKey()),
                export(recovery.authKey()),
                pending.vault()
                    ? new SealedVaultKeys(
                        bytes(pending.vaultKeysByPassword()), bytes(pending.vaultKeysByRecovery()))
                    : SealedVaultKeys.NONE,
                pending.vault() ? bytes(pending.accountKeyRecord()) : ByteString.EMPTY));
    profile.credentials().store(TlsIdentity.of(tlsKey, certificate.toByteArray()));
  }

  private static ByteString bytes(Bytes value) {
    return ByteString.copyFrom(value.toByteArray());
  }

  private static ByteString export(SecretBytes value) {
    return ByteString.copyFrom(Secrets.export(value));
  }
}
