package chat.sotto.service.store.rows;

import chat.sotto.service.domain.Invite;
import chat.sotto.service.domain.TokenHash;
import chat.sotto.service.store.InviteStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Join tokens over rows. */
final class RowInviteStore implements InviteStore {
  /** So long somebody with an old link learns that it has expired, and not that it is unknown. */
  private static final Duration KEPT_AFTER_END = Duration.ofDays(1);

  private final Transactions transactions;

  RowInviteStore(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public CompletableFuture<Void> create(Invite invite) {
    return transactions
        .write(
            rows -> {
              rows.tokens().removeInvitesEndedBefore(invite.created().minus(KEPT_AFTER_END));
              rows.tokens().putInvite(invite);
              return invite;
            })
        .thenAccept(done -> {});
  }

  @Override
  public Optional<Invite> find(TokenHash token) {
    return transactions.read(rows -> rows.tokens().findInvite(token));
  }
}
