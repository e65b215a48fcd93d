package chat.sotto.client;

import chat.sotto.client.model.SottoException;
import chat.sotto.client.password.Password;

/** Where a password comes from when one is needed: a prompt, a file, a test. */
@FunctionalInterface
public interface PasswordSource {

  /**
   * The password of a profile. Called at most once for each opening, and only when nothing else
   * opens the profile.
   *
   * @throws SottoException when there is none to be had, saying where one could be put
   */
  Password password();
}
