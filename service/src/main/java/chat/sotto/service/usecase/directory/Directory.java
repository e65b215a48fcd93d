package chat.sotto.service.usecase.directory;

import chat.sotto.service.domain.Account;
import chat.sotto.service.domain.DeviceRecord;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.AccountStore;
import chat.sotto.service.usecase.Page;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.Writes;
import java.util.List;
import java.util.Optional;

/** Looks people up, blocks them and takes blocks back. */
public final class Directory {
  /**
   * A user as others see them.
   *
   * @param account the account
   * @param devices those that are not revoked
   */
  public record Entry(Account account, List<DeviceRecord> devices) {
    /** Copies the list. */
    public Entry {
      devices = List.copyOf(devices);
    }
  }

  private final AccountStore accounts;

  /** Knows who is in {@code accounts}. */
  public Directory(AccountStore accounts) {
    this.accounts = accounts;
  }

  /**
   * Looks a user up.
   *
   * @throws RefusedException {@code USER_NOT_FOUND}
   */
  public Entry lookUp(Username user) {
    Account account = accounts.findAccount(user).orElseThrow(Directory::notFound);
    return new Entry(account, accounts.devicesOf(user));
  }

  /**
   * Blocks a user. Idempotent.
   *
   * @throws RefusedException {@code USER_NOT_FOUND}, or naming the field if they are the same
   */
  public void block(Username blocker, Username blocked) {
    if (blocker.equals(blocked)) {
      throw RefusedException.invalidField("username", "must be somebody else's");
    }
    if (!Writes.await(accounts.block(blocker, blocked))) {
      throw notFound();
    }
  }

  /** Takes a block back. Idempotent, and does not say whether there is such a user. */
  public void unblock(Username blocker, Username blocked) {
    Writes.await(accounts.unblock(blocker, blocked));
  }

  /** Whom a user has blocked, ordered by name. */
  public Page<Username> blocked(Username blocker, Optional<Username> after, int size) {
    return Page.cut(accounts.listBlocked(blocker, after, size + 1), size);
  }

  private static RefusedException notFound() {
    return RefusedException.of(Reason.USER_NOT_FOUND, "there is no user of that name");
  }
}
