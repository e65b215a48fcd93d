package chat.sotto.service.store;

import chat.sotto.service.domain.DeviceCertificate;
import java.util.function.Function;

/** What became of a certificate's renewal. */
public sealed interface RenewOutcome {
  /**
   * The device has this certificate now.
   *
   * @param certificate the new one, or of a repeat the one issued the first time
   * @param repeated whether it had been issued before
   */
  record Renewed(DeviceCertificate certificate, boolean repeated) implements RenewOutcome {}

  /**
   * Nothing has changed.
   *
   * @param reason why
   */
  record Refused(Reason reason) implements RenewOutcome {}

  /** Why a renewal was refused. */
  enum Reason {
    /** No such device, or it was revoked. */
    UNKNOWN_DEVICE,
    /** The presented certificate is not the newest one issued to the device. */
    STALE_SERIAL
  }

  /** Handles every variant. */
  default <R> R fold(Function<Renewed, R> renewed, Function<Refused, R> refused) {
    return this instanceof Renewed r ? renewed.apply(r) : refused.apply((Refused) this);
  }
}
