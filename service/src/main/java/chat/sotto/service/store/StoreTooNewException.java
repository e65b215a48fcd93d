package chat.sotto.service.store;

/** The database was last used by a later version of this program. It is as it was. */
public final class StoreTooNewException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String found;
  private final String known;

  /**
   * A database of the future.
   *
   * @param found its schema version
   * @param known the newest schema version of this program
   */
  public StoreTooNewException(String found, String known) {
    super("the database has schema version " + found + ", and this program knows " + known);
    this.found = found;
    this.known = known;
  }

  /** The database's schema version. */
  public String found() {
    return found;
  }

  /** The newest schema version of this program. */
  public String known() {
    return known;
  }
}
