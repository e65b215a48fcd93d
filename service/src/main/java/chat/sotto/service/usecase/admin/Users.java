package chat.sotto.service.usecase.admin;

import chat.sotto.service.domain.AccountSummary;
import chat.sotto.service.domain.Username;
import chat.sotto.service.session.LiveStreams;
import chat.sotto.service.session.StreamFailure;
import chat.sotto.service.store.AccountStore;
import chat.sotto.service.store.StoreStats;
import chat.sotto.service.usecase.Page;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.Writes;
import java.util.Optional;

/** The operator's view of accounts: listing, counting, shutting out and letting in again. */
public final class Users {
  /**
   * Counts.
   *
   * @param users accounts that exist
   * @param devices devices that are not revoked
   * @param chats chats that exist
   * @param entries entries in all logs
   * @param attachments attachments, complete or not
   * @param attachmentBytes their lengths together
   * @param streams streams that are open now
   */
  public record Counts(
      long users,
      long devices,
      long chats,
      long entries,
      long attachments,
      long attachmentBytes,
      long streams) {}

  private final AccountStore accounts;
  private final LiveStreams streams;

  /** Works on {@code accounts}; ends streams of whom is shut out. */
  public Users(AccountStore accounts, LiveStreams streams) {
    this.accounts = accounts;
    this.streams = streams;
  }

  /** All accounts, ordered by name. */
  public Page<AccountSummary> list(Optional<Username> after, int size) {
    return Page.cut(accounts.listAccounts(after, size + 1), size);
  }

  /**
   * Shuts a user out: all calls are refused from now on, streams end. Idempotent.
   *
   * @param by the operator, who cannot shut out themselves
   * @throws RefusedException {@code USER_NOT_FOUND}, or naming the field
   */
  public void disable(Username user, Username by) {
    if (user.equals(by)) {
      throw RefusedException.invalidField("username", "must be somebody else's");
    }
    set(user, true);
    streams.endUser(user, StreamFailure.USER_DISABLED);
  }

  /**
   * Lets a user in again. Idempotent.
   *
   * @throws RefusedException {@code USER_NOT_FOUND}
   */
  public void enable(Username user) {
    set(user, false);
  }

  private void set(Username user, boolean disabled) {
    if (!Writes.await(accounts.setDisabled(user, disabled))) {
      throw RefusedException.of(Reason.USER_NOT_FOUND, "there is no user of that name");
    }
  }

  /** Counts over the whole server. */
  public Counts counts() {
    StoreStats stats = accounts.stats();
    return new Counts(
        stats.users(),
        stats.devices(),
        stats.chats(),
        stats.entries(),
        stats.attachments(),
        stats.attachmentBytes(),
        streams.count());
  }
}
