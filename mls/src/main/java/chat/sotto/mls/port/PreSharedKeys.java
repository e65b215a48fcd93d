package chat.sotto.mls.port;

import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.wire.PreSharedKeyId;
import java.util.Optional;

/** The pre-shared keys that the application keeps: its own, and those of earlier epochs. */
@FunctionalInterface
public interface PreSharedKeys {
  /** None. */
  PreSharedKeys NONE = id -> Optional.empty();

  /**
   * The key of a name; its nonce is of no matter here. It stays the application's: what asked
   * neither keeps nor overwrites it, and so a key that is kept here must not be overwritten
   * meanwhile.
   */
  Optional<Secret> find(PreSharedKeyId id);
}
