package chat.sotto.app.settings;

/**
 * Where a setting's value stands.
 *
 * @param kind which of the four places
 * @param where the option, the variable, or the file with line and key; empty for a default
 */
public record Origin(Kind kind, String where) {
  /** The value that the program has of itself. */
  public static final Origin DEFAULT = new Origin(Kind.DEFAULT, "");

  /** The places, the strongest first. */
  public enum Kind {
    /** The command line. */
    OPTION,
    /** An environment variable. */
    ENVIRONMENT,
    /** The settings file. */
    FILE,
    /** Nobody has said anything. */
    DEFAULT
  }

  /** For people. */
  @Override
  public String toString() {
    return kind == Kind.DEFAULT ? "default" : where;
  }
}
