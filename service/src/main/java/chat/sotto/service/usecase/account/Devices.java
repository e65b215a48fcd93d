package chat.sotto.service.usecase.account;

import chat.sotto.service.domain.Account;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.DeviceRecord;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.Generation;
import chat.sotto.service.domain.Username;
import chat.sotto.service.session.LiveStreams;
import chat.sotto.service.session.StreamFailure;
import chat.sotto.service.store.AccountStore;
import chat.sotto.service.store.DeviceRevocation;
import chat.sotto.service.store.RevokeOutcome;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.Writes;
import com.google.protobuf.ByteString;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** An account's devices: listing and revoking them. */
public final class Devices {
  private final AccountStore accounts;
  private final CertificateIssuer issuer;
  private final LiveStreams streams;
  private final Clock clock;

  /** Works on the devices in {@code accounts}. */
  public Devices(
      AccountStore accounts, CertificateIssuer issuer, LiveStreams streams, Clock clock) {
    this.accounts = accounts;
    this.issuer = issuer;
    this.streams = streams;
    this.clock = clock;
  }

  /** The devices that are not revoked, ordered by creation; at most 16. */
  public List<DeviceRecord> list(Username owner) {
    return accounts.devicesOf(owner);
  }

  /**
   * Revokes a device and takes the others' attestations at the next generation. Idempotent.
   *
   * @throws RefusedException {@code UNKNOWN_DEVICE}, or naming a field
   */
  public void revoke(
      DeviceRef device, Generation generation, Map<DeviceId, ByteString> attestations) {
    checkAttestations(device, generation, attestations);
    Writes.await(
            accounts.revokeDevice(
                new DeviceRevocation(device, generation, attestations), clock.instant()))
        .fold(revoked -> revoked, Devices::refuse);
    streams.endDevice(device.device(), StreamFailure.DEVICE_REVOKED);
  }

  private void checkAttestations(
      DeviceRef revoked, Generation generation, Map<DeviceId, ByteString> attestations) {
    Account account =
        accounts
            .findAccount(revoked.user())
            .orElseThrow(
                () -> RefusedException.of(Reason.ACCOUNT_DELETED, "the account was deleted"));
    for (DeviceRecord remaining : accounts.devicesOf(revoked.user())) {
      ByteString attestation = attestations.get(remaining.id());
      // Whether each device has one is for the store to decide, in the same step.
      if (attestation != null
          && !LabelledSignature.isAttestation(
              issuer.fingerprint(),
              account.accountKey(),
              remaining.ref(),
              remaining.deviceKey(),
              generation,
              attestation)) {
        throw RefusedException.invalidField(
            "attestations", "must be the account key's signatures at the new generation");
      }
    }
  }

  private static RevokeOutcome.Revoked refuse(RevokeOutcome.Refused refused) {
    throw switch (refused.reason()) {
      case UNKNOWN_DEVICE ->
          RefusedException.of(Reason.UNKNOWN_DEVICE, "the account has no such device");
      case GENERATION_CONFLICT ->
          RefusedException.invalidField("generation", "must be the account's present one plus one");
      case ATTESTATIONS_MISMATCH ->
          RefusedException.invalidField(
              "attestations", "must be exactly one for each device that remains");
    };
  }
}
