package chat.sotto.service.usecase.account;

import chat.sotto.service.domain.AuthKey;
import chat.sotto.service.domain.AuthVerifier;
import chat.sotto.service.domain.Credentials;
import chat.sotto.service.domain.DeviceCertificate;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.Generation;
import chat.sotto.service.domain.SealedVaultKeys;
import chat.sotto.service.domain.TokenHash;
import chat.sotto.service.store.AccountStore;
import chat.sotto.service.store.RegisterOutcome;
import chat.sotto.service.store.Registration;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.Writes;
import com.google.protobuf.ByteString;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes an account with its first device. */
public final class RegisterAccount {
  /**
   * What a newcomer brings; lengths are checked already.
   *
   * @param token the join token; empty for none
   * @param device the wanted name and the device's id
   * @param accountKey 32 bytes
   * @param deviceKey 32 bytes
   * @param attestation 64 bytes
   * @param deviceName what the owner calls the device
   * @param csr PKCS #10, DER
   * @param authKey proves the password
   * @param recoveryAuthKey proves the recovery code
   * @param vaultKeys sealed; empty with {@code --no-vault}
   * @param accountKeyRecord sealed; empty with {@code --no-vault}
   */
  public record Newcomer(
      Optional<TokenHash> token,
      DeviceRef device,
      ByteString accountKey,
      ByteString deviceKey,
      ByteString attestation,
      String deviceName,
      ByteString csr,
      AuthKey authKey,
      AuthKey recoveryAuthKey,
      SealedVaultKeys vaultKeys,
      Optional<ByteString> accountKeyRecord) {}

  private final AccountStore accounts;
  private final CertificateIssuer issuer;
  private final OperatorTokens operatorTokens;
  private final RegistrationPolicy policy;
  private final Clock clock;
  private final SecureRandom random;

  /**
   * Who had one of these could pass for the server, or for who runs it; the operator's own profile
   * takes {@code operator} and a number if the name is gone.
   */
  private static final Pattern RESERVED =
      Pattern.compile(
          "admin|administrator|announcement|announcements|operator[0-9]*|server|sotto|system");

  /** Registers into {@code accounts} whom {@code policy} lets in. */
  public RegisterAccount(
      AccountStore accounts,
      CertificateIssuer issuer,
      OperatorTokens operatorTokens,
      RegistrationPolicy policy,
      Clock clock,
      SecureRandom random) {
    this.accounts = accounts;
    this.issuer = issuer;
    this.operatorTokens = operatorTokens;
    this.policy = policy;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Registers, or recognises a registration that was made before.
   *
   * @return the device's certificate
   * @throws RefusedException naming a field, or for the token, the name or the device
   */
  public DeviceCertificate register(Newcomer newcomer) {
    boolean operator = newcomer.token().filter(operatorTokens::contains).isPresent();
    if (!operator && RESERVED.matcher(newcomer.device().user().value()).matches()) {
      throw RefusedException.of(Reason.NAME_TAKEN, "the name is reserved for the server");
    }
    Optional<TokenHash> token = operator ? newcomer.token() : tokenThatPays(newcomer);
    checkAttestation(newcomer);
    PublicKey tlsKey = issuer.checkRequest(newcomer.csr());
    Registration registration =
        new Registration(
            token,
            newcomer.device(),
            newcomer.accountKey(),
            newcomer.deviceName(),
            newcomer.deviceKey(),
            newcomer.attestation(),
            issuer.issue(newcomer.device(), tlsKey),
            newcomer.authKey(),
            new Credentials(
                AuthVerifier.of(newcomer.authKey(), random),
                AuthVerifier.of(newcomer.recoveryAuthKey(), random),
                newcomer.vaultKeys()),
            newcomer.accountKeyRecord(),
            operator);
    return Writes.await(accounts.register(registration, clock.instant()))
        .fold(registered -> registered.device().certificate(), RegisterAccount::refuse);
  }

  private Optional<TokenHash> tokenThatPays(Newcomer newcomer) {
    return switch (policy) {
      case INVITE -> {
        if (newcomer.token().isEmpty()) {
          throw RefusedException.of(
              Reason.TOKEN_REQUIRED, "this server needs a join token; ask for a join link");
        }
        yield newcomer.token();
      }
      case OPEN -> Optional.empty();
      case CLOSED ->
          throw RefusedException.of(
              Reason.REGISTRATION_CLOSED, "this server takes no registrations");
    };
  }

  private void checkAttestation(Newcomer newcomer) {
    if (!LabelledSignature.isAttestation(
        issuer.fingerprint(),
        newcomer.accountKey(),
        newcomer.device(),
        newcomer.deviceKey(),
        Generation.FIRST,
        newcomer.attestation())) {
      throw RefusedException.invalidField(
          "attestation", "must be the account key's signature over the device");
    }
  }

  private static DeviceCertificate refuse(RegisterOutcome.Refused refused) {
    throw switch (refused.reason()) {
      case TOKEN_UNKNOWN ->
          RefusedException.of(Reason.TOKEN_UNKNOWN, "this server does not know the join token");
      case TOKEN_EXPIRED ->
          RefusedException.of(Reason.TOKEN_EXPIRED, "the join link has expired; ask for another");
      case TOKEN_USED_UP ->
          RefusedException.of(Reason.TOKEN_USED_UP, "the join link is used up; ask for another");
      case NAME_TAKEN ->
          RefusedException.of(Reason.NAME_TAKEN, "the name is, or was, somebody else's");
      case DEVICE_EXISTS ->
          RefusedException.of(
              Reason.DEVICE_EXISTS, "the device id or key belongs to another account");
    };
  }
}
