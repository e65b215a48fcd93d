package chat.sotto.service.domain;

import com.google.protobuf.ByteString;
import java.time.Instant;

/**
 * An account that exists.
 *
 * @param name its name
 * @param accountKey Ed25519 public key, 32 bytes
 * @param generation attestations of an older one are void
 * @param created when it was registered
 * @param disabled an operator has shut it out
 * @param operator may use the operator service
 */
public record Account(
    Username name,
    ByteString accountKey,
    Generation generation,
    Instant created,
    boolean disabled,
    boolean operator) {}
