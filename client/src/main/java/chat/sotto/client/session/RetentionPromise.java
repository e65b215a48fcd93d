package chat.sotto.client.session;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.profile.SecretStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For how long the server has promised to keep messages, as this device heard it: so that "erased,
 * because it was too old" is not believed of what cannot be too old. The promises are kept in the
 * profile, with the time from which each was heard; what was before the first is not known, and the
 * server is believed. Any thread.
 */
final class RetentionPromise {
  private static final Logger LOG = LoggerFactory.getLogger(RetentionPromise.class);
  private static final String SETTING = "server-retention";

  /** Who changes it more often has the oldest forgotten. */
  private static final int MAX_PERIODS = 16;

  /** Three hundred years: more is no different. */
  private static final long MAX_SECONDS = 10_000_000_000L;

  /** How far the server's clock and this one may differ. */
  private static final Duration GRACE = Duration.ofMinutes(10);

  /** A server that withholds much is not asked again for each message. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /**
   * A promise, which holds until the next.
   *
   * @param seconds 0: as long as their chat
   */
  private record Period(Instant since, long seconds) {}

  private final SecretStore secrets;
  private final InstantSource clock;
  private final LongSupplier ask;
  private @Nullable Instant asked;

  /**
   * @param ask what the server promises now, in seconds; may block, and fails with a {@code
   *     SottoException}
   */
  RetentionPromise(SecretStore secrets, InstantSource clock, LongSupplier ask) {
    this.secrets = secrets;
    this.clock = clock;
    this.ask = ask;
  }

  /** The server has promised this; 0 for as long as their chat. */
  synchronized void heard(long seconds) {
    long bounded = seconds < 0 ? MAX_SECONDS : Math.min(seconds, MAX_SECONDS);
    List<Period> periods = new ArrayList<>(periods());
    if (!periods.isEmpty() && periods.get(periods.size() - 1).seconds() == bounded) {
      return;
    }
    periods.add(new Period(clock.instant(), bounded));
    store(periods.subList(Math.max(0, periods.size() - MAX_PERIODS), periods.size()));
  }

  /**
   * Why a message of this time cannot have been erased for its age; empty if it can. Asks the
   * server before it accuses it: its operator may have changed the promise since the last
   * connection.
   */
  Optional<String> doubt(Instant stored) {
    if (isPossible(stored)) {
      return Optional.empty();
    }
    askAgain();
    return isPossible(stored) ? Optional.empty() : Optional.of(words());
  }

  private void askAgain() {
    synchronized (this) {
      Instant now = clock.instant();
      if (asked != null && Duration.between(asked, now).compareTo(PATIENCE) < 0) {
        return;
      }
      asked = now;
    }
    try {
      heard(ask.getAsLong());
    } catch (SottoException e) {
      LOG.info("the server does not say for how long it keeps messages: {}", e.reason());
    }
  }

  private synchronized boolean isPossible(Instant stored) {
    List<Period> periods = periods();
    if (periods.isEmpty() || stored.isBefore(periods.get(0).since())) {
      return true;
    }
    for (int i = 0; i < periods.size(); i++) {
      Instant end =
          i + 1 < periods.size() ? periods.get(i + 1).since() : clock.instant().plus(GRACE);
      long seconds = periods.get(i).seconds();
      if (seconds > 0 && !stored.plusSeconds(seconds).isAfter(end)) {
        return true;
      }
    }
    return false;
  }

  private synchronized String words() {
    List<Period> periods = periods();
    long seconds = periods.get(periods.size() - 1).seconds();
    Duration kept = Duration.ofSeconds(seconds);
    String promise =
        seconds == 0
            ? "keeps messages for as long as their chat"
            : "keeps messages for "
                + (kept.toDays() > 0 ? kept.toDays() + " days" : seconds + " seconds");
    return "the server withholds it: it says that it was too old, and that it " + promise;
  }

  private List<Period> periods() {
    return secrets.findSetting(SETTING).map(RetentionPromise::parse).orElse(List.of());
  }

  private void store(List<Period> periods) {
    List<String> parts =
        periods.stream().map(p -> p.since().toEpochMilli() + ":" + p.seconds()).toList();
    secrets.storeSetting(SETTING, String.join(" ", parts));
  }

  private static List<Period> parse(String text) {
    List<Period> periods = new ArrayList<>();
    for (String part : text.split(" ", -1)) {
      int colon = part.indexOf(':');
      try {
        periods.add(
            new Period(
                Instant.ofEpochMilli(Long.parseLong(part.substring(0, colon))),
                Long.parseLong(part.substring(colon + 1))));
      } catch (NumberFormatException | IndexOutOfBoundsException e) {
        throw new SottoException(
                Reason.PROFILE_UNREADABLE, "what the server has promised cannot be read")
            .cause(e);
      }
    }
    return periods;
  }
}
