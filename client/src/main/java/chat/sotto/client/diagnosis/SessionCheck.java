package chat.sotto.client.diagnosis;

import chat.sotto.client.model.SottoException;

/** Asks the server whether the profile's session is good: the one thing that lies in the seal. */
@FunctionalInterface
public interface SessionCheck {
  /**
   * Asks, through the process that holds the profile if there is one.
   *
   * @throws SottoException {@code PASSWORD_REQUIRED} when nobody gives the password that it needs,
   *     {@code NOT_LOGGED_IN}, {@code SESSION_INVALID}, or whatever else stands in the way
   */
  void requireSession();
}
