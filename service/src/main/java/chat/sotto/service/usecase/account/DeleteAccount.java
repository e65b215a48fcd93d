package chat.sotto.service.usecase.account;

import chat.sotto.service.domain.AuthKey;
import chat.sotto.service.domain.LogEntry;
import chat.sotto.service.domain.Username;
import chat.sotto.service.session.LiveStreams;
import chat.sotto.service.session.StreamFailure;
import chat.sotto.service.store.AccountStore;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.Writes;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** Deletes an account for good. */
public final class DeleteAccount {
  private final AccountStore accounts;
  private final ProvenKeys proven;
  private final LiveStreams streams;
  private final Consumer<LogEntry> appended;
  private final Clock clock;

  /**
   * Deletes from {@code accounts}.
   *
   * @param appended told of each notice that was written into a log, so that readers get it
   */
  public DeleteAccount(
      AccountStore accounts,
      ProvenKeys proven,
      LiveStreams streams,
      Consumer<LogEntry> appended,
      Clock clock) {
    this.accounts = accounts;
    this.proven = proven;
    this.streams = streams;
    this.appended = appended;
    this.clock = clock;
  }

  /**
   * Deletes the account and its data; its direct chats become read-only for the other side.
   *
   * @param address the peer's, without port
   * @throws RefusedException {@code WRONG_PASSWORD}, {@code SLOW_DOWN}
   */
  public void delete(Username user, AuthKey key, String address) {
    proven.password(user, key, address);
    List<LogEntry> notices = Writes.await(accounts.deleteAccount(user, clock.instant()));
    streams.endUser(user, StreamFailure.ACCOUNT_DELETED);
    notices.forEach(appended);
  }
}
