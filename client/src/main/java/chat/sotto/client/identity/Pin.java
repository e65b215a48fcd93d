package chat.sotto.client.identity;

import chat.sotto.client.model.AccountPublicKey;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import java.util.Optional;

/**
 * The account key that a user had at first contact.
 *
 * @param verified the safety number was compared
 */
public record Pin(Username user, AccountPublicKey key, boolean verified) {
  /** What a key that somebody shows means, given the pin. */
  public enum Decision {
    /** Nobody knows the user yet: pin the key. */
    FIRST_CONTACT,
    /** The key is the pinned one. */
    SAME,
    /** The key is another one: stop sending, and say so. */
    CHANGED
  }

  /** A pin of first contact, not verified. */
  public static Pin first(Username user, AccountPublicKey key) {
    return new Pin(user, key, false);
  }

  /** Compares a shown key with what is pinned for its user. */
  public static Decision decide(Optional<Pin> pinned, AccountPublicKey shown) {
    return pinned
        .map(pin -> pin.key.equals(shown) ? Decision.SAME : Decision.CHANGED)
        .orElse(Decision.FIRST_CONTACT);
  }

  /** The pin after the safety number was compared. */
  public Pin verify() {
    return new Pin(user, key, true);
  }

  /** What {@link Decision#CHANGED} means to the user; reason {@link Reason#PIN_CHANGED}. */
  public static SottoException changed(Username user) {
    return new SottoException(
            Reason.PIN_CHANGED, user + "'s account key is not the one that was pinned")
        .hint("compare safety numbers with " + user + " before writing; 'verify' pins the new key");
  }
}
