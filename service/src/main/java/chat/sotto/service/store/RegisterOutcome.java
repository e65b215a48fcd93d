package chat.sotto.service.store;

import chat.sotto.service.domain.DeviceRecord;
import java.util.function.Function;

/** What became of a registration. */
public sealed interface RegisterOutcome {
  /**
   * The account exists.
   *
   * @param device its first device with the certificate that counts: of a repeat, the one issued
   *     the first time
   * @param repeated whether the same registration had been stored before
   */
  record Registered(DeviceRecord device, boolean repeated) implements RegisterOutcome {}

  /**
   * Nothing was stored and no token was used.
   *
   * @param reason why
   */
  record Refused(Reason reason) implements RegisterOutcome {}

  /** Why a registration was refused; checked in this order. */
  enum Reason {
    /** No such token. */
    TOKEN_UNKNOWN,
    /** The token has ended. */
    TOKEN_EXPIRED,
    /** As many as it allows have registered with it. */
    TOKEN_USED_UP,
    /** The name is in use, or was. */
    NAME_TAKEN,
    /** Device id or device key is in use. */
    DEVICE_EXISTS
  }

  /** Handles every variant. */
  default <R> R fold(Function<Registered, R> registered, Function<Refused, R> refused) {
    return this instanceof Registered r ? registered.apply(r) : refused.apply((Refused) this);
  }
}
