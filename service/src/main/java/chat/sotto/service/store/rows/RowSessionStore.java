package chat.sotto.service.store.rows;

import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.SessionRecord;
import chat.sotto.service.domain.TokenHash;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.SessionStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sessions over rows. */
final class RowSessionStore implements SessionStore {
  private final Transactions transactions;

  RowSessionStore(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public CompletableFuture<Boolean> create(SessionRecord session) {
    return transactions.write(
        rows -> {
          boolean live =
              rows.accounts()
                  .findDevice(session.device().device())
                  .filter(device -> device.ref().equals(session.device()))
                  .filter(device -> !device.isRevoked())
                  .isPresent();
          if (live) {
            end(
                rows,
                rows.tokens().sessionsOf(session.device().user()).stream()
                    .filter(old -> old.isExpired(session.created()))
                    .toList());
            end(rows, surplus(rows.tokens().sessionsOf(session.device().device())));
            rows.tokens().insertSession(session);
          }
          return live;
        });
  }

  /** Those that make room for one more, unused longest first. */
  private static List<SessionRecord> surplus(List<SessionRecord> ofDevice) {
    return ofDevice.stream()
        .sorted(Comparator.comparing(SessionRecord::lastUsed).reversed())
        .skip(SESSIONS_PER_DEVICE - 1L)
        .toList();
  }

  @Override
  public Optional<SessionRecord> find(TokenHash token, Instant now) {
    return transactions
        .read(rows -> rows.tokens().findSession(token))
        .filter(session -> !session.isExpired(now));
  }

  @Override
  public void touch(TokenHash token, Instant now) {
    var unused = transactions.writeLater(token, rows -> rows.tokens().touchSession(token, now));
  }

  @Override
  public CompletableFuture<Optional<SessionRecord>> end(TokenHash token) {
    return transactions.write(
        rows -> {
          Optional<SessionRecord> session = rows.tokens().findSession(token);
          end(rows, session.stream().toList());
          return session;
        });
  }

  @Override
  public CompletableFuture<List<SessionRecord>> endAllOf(DeviceId device) {
    return transactions.write(rows -> end(rows, rows.tokens().sessionsOf(device)));
  }

  @Override
  public CompletableFuture<List<SessionRecord>> endAllOf(Username user) {
    return transactions.write(rows -> end(rows, rows.tokens().sessionsOf(user)));
  }

  static List<SessionRecord> end(Rows rows, List<SessionRecord> sessions) {
    sessions.forEach(session -> rows.tokens().removeSession(session.token()));
    return sessions;
  }
}
