package chat.sotto.service.usecase.account;

import chat.sotto.service.domain.DeviceCertificate;
import chat.sotto.service.domain.DeviceRecord;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.store.AccountStore;
import chat.sotto.service.store.RenewOutcome;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.Writes;
import com.google.protobuf.ByteString;
import java.security.PublicKey;
import java.util.Optional;

/**
 * Gives a device a new certificate: before the old one expires, or afterwards by its device key.
 */
public final class RenewCertificate {
  private final AccountStore accounts;
  private final IdentifyDevice identify;
  private final CertificateIssuer issuer;

  /** Renews certificates of the devices in {@code accounts}. */
  public RenewCertificate(
      AccountStore accounts, IdentifyDevice identify, CertificateIssuer issuer) {
    this.accounts = accounts;
    this.identify = identify;
    this.issuer = issuer;
  }

  /**
   * Renews for a device that has shown its present certificate.
   *
   * @throws RefusedException naming the field {@code csr}
   */
  public DeviceCertificate renew(DeviceRef device, ByteString csr) {
    PublicKey key = issuer.checkRequest(csr);
    return store(device, Optional.empty(), issuer.issue(device, key));
  }

  /**
   * Renews for a device whose certificate has expired (docs/protocol.md, section 2).
   *
   * @param serial of the expired certificate, 16 bytes
   * @param signature by the device key, 64 bytes
   * @throws RefusedException naming a field, or if the device may not call
   */
  public DeviceCertificate renewExpired(
      DeviceRef device, ByteString csr, ByteString serial, ByteString signature) {
    PublicKey key = issuer.checkRequest(csr);
    DeviceCertificate fresh = issuer.issue(device, key);
    ByteString deviceKey =
        accounts
            .findDevice(device.device())
            .filter(found -> found.ref().equals(device))
            .map(DeviceRecord::deviceKey)
            .orElse(ByteString.EMPTY);
    // Unknown devices and bad signatures look alike: who cannot sign learns nothing about devices.
    if (!LabelledSignature.isRenewal(
        issuer.fingerprint(), device, deviceKey, serial, fresh.keyHash(), signature)) {
      throw RefusedException.invalidField("signature", "must be that of the registered device key");
    }
    identify.check(device);
    return store(device, Optional.of(serial), fresh);
  }

  private DeviceCertificate store(
      DeviceRef device, Optional<ByteString> serial, DeviceCertificate fresh) {
    return Writes.await(accounts.renewCertificate(device.device(), serial, fresh))
        .fold(RenewOutcome.Renewed::certificate, RenewCertificate::refuse);
  }

  private static DeviceCertificate refuse(RenewOutcome.Refused refused) {
    throw switch (refused.reason()) {
      case UNKNOWN_DEVICE ->
          RefusedException.of(Reason.UNKNOWN_DEVICE, "the device is not registered");
      case STALE_SERIAL ->
          RefusedException.invalidField(
              "serial", "must be that of the newest certificate issued to the device");
    };
  }
}
