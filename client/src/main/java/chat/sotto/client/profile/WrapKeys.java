package chat.sotto.client.profile;

import chat.sotto.client.primitives.AeadKey;

/**
 * The two keys that each open a profile (docs/protocol.md, section 4: "sotto profile wrap key v1").
 *
 * @param byPassword derived from the password
 * @param byRecovery derived from the recovery code
 */
public record WrapKeys(AeadKey byPassword, AeadKey byRecovery) {
  /** Neither of them. */
  @Override
  public String toString() {
    return "WrapKeys[…]";
  }
}
