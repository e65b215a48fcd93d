package chat.sotto.service.store.rows;

import chat.sotto.service.domain.Account;
import chat.sotto.service.domain.Announcement;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.AnnouncementStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Announcements over rows. */
final class RowAnnouncementStore implements AnnouncementStore {
  private final Transactions transactions;

  RowAnnouncementStore(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public CompletableFuture<Optional<Announcement>> add(
      Optional<Username> addressee, String text, Instant now) {
    Instant time = now.truncatedTo(ChronoUnit.MILLIS);
    return transactions.write(
        rows -> {
          if (addressee.isPresent() && rows.accounts().find(addressee.get()).isEmpty()) {
            return Optional.empty();
          }
          // The time keeps ids rising when an older copy of the store was put back: what devices
          // have seen in between then lies below.
          long id = Math.max(rows.announcements().lastId() + 1, time.toEpochMilli());
          Announcement made = new Announcement(id, time, addressee, text);
          rows.announcements().insert(made);
          rows.announcements().trim(time.minus(KEPT), MOST);
          return Optional.of(made);
        });
  }

  @Override
  public List<Announcement> read(Username user, long after, Instant now, int limit) {
    return transactions.read(
        rows ->
            rows.accounts()
                .find(user)
                .map(Account::created)
                .map(
                    created ->
                        rows.announcements().list(user, after, now.minus(KEPT), created, limit))
                .orElse(List.of()));
  }
}
