package chat.sotto.mls.error;

/** Nobody's fault: something that is needed is not here, not yet, or no longer. */
public final class UnavailableException extends MlsException {
  private static final long serialVersionUID = 1L;

  /** What was missing. */
  public enum What {
    /** A cipher suite that this engine does not implement. */
    CIPHER_SUITE,
    /** A pre-shared key that the caller, who was asked for it by name, could not supply. */
    PRE_SHARED_KEY,
    /** The key of a message that was opened before, or so old that the key was given up. */
    MESSAGE_KEY,
    /** The private key that would open something addressed to another member. */
    PRIVATE_KEY,
    /** The group that a new one continues or branches off. */
    OLD_GROUP,
    /** The key for external joins, in a group info that was made without it. */
    EXTERNAL_KEY,
    /** The epoch of a message, which this member has not entered yet: try again when it has. */
    EPOCH,
    /** Room for more proposals: so many wait in this epoch. */
    ROOM
  }

  private final What what;

  /** Says what was missing. */
  public UnavailableException(What what, String message) {
    super(message);
    this.what = what;
  }

  /** What was missing. */
  public What what() {
    return what;
  }
}
