package chat.sotto.client;

import chat.sotto.client.model.Username;
import java.util.Optional;

/**
 * How far a directory is on its way to be a profile, as far as it can be known without a password.
 *
 * @param stage how far
 * @param username whose it is; empty when it is nobody's
 */
public record ProfileState(Stage stage, Optional<Username> username) {

  /** There is no profile. */
  public static final ProfileState ABSENT = new ProfileState(Stage.ABSENT, Optional.empty());

  /** How far. */
  public enum Stage {
    /** There is none. */
    ABSENT,
    /** A registration was begun, and its outcome or its recovery code never arrived. */
    UNFINISHED,
    /** An account. */
    REGISTERED
  }
}
