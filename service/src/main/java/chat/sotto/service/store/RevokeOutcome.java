package chat.sotto.service.store;

import chat.sotto.service.domain.SessionRecord;
import java.util.List;
import java.util.function.Function;

/** What became of a revocation. */
public sealed interface RevokeOutcome {
  /**
   * The device is revoked.
   *
   * @param ended its sessions that ended now; empty when it had been revoked before
   */
  record Revoked(List<SessionRecord> ended) implements RevokeOutcome {}

  /**
   * Nothing has changed.
   *
   * @param reason why
   */
  record Refused(Reason reason) implements RevokeOutcome {}

  /** Why a revocation was refused. */
  enum Reason {
    /** The account has no such device. */
    UNKNOWN_DEVICE,
    /** The generation is not the present one plus one. */
    GENERATION_CONFLICT,
    /** The attestations are not exactly those of the devices that remain. */
    ATTESTATIONS_MISMATCH
  }

  /** Handles every variant. */
  default <R> R fold(Function<Revoked, R> revoked, Function<Refused, R> refused) {
    return this instanceof Revoked r ? revoked.apply(r) : refused.apply((Refused) this);
  }
}
