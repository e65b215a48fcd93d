package chat.sotto.service.store;

/** One store, seen through its ports. All of them share its transactions and its life. */
public interface Stores extends AutoCloseable {
  /** Accounts, devices, blocks. */
  AccountStore accounts();

  /** Sessions. */
  SessionStore sessions();

  /** Join tokens. */
  InviteStore invites();

  /** Failed attempts. */
  ThrottleStore throttles();

  /** Vault records. */
  VaultStore vault();

  /** Chats, invitations, readers, positions, marks, group infos. */
  ChatStore chats();

  /** The logs. */
  ChatLog log();

  /**
   * Finishes the steps that wait, then refuses everything with {@link StoreUnavailableException}.
   * Idempotent.
   */
  @Override
  void close();
}
