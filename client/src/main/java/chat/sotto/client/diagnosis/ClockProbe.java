package chat.sotto.client.diagnosis;

import chat.sotto.client.trust.ServerTrustException;
import java.time.Duration;
import java.util.Optional;

/** Compares this machine's clock with the server's, and with the time of its certificate. */
final class ClockProbe {
  /** What a slow machine or network may add. */
  private static final Duration MEASURABLE = Duration.ofSeconds(10);

  /** What people would not notice. */
  private static final Duration UNNOTICED = Duration.ofMinutes(1);

  /** From here on certificates may fail: they begin two days before they are issued. */
  private static final Duration HARMFUL = Duration.ofDays(1);

  private ClockProbe() {}

  /**
   * Looks.
   *
   * @param ahead by how much the server's clock is ahead; empty if it could not be asked
   * @param dates what is wrong with its certificate's time
   */
  static Seen<Boolean> look(Optional<Duration> ahead, Optional<ServerTrustException> dates)
      throws ProbeFailure {
    if (ahead.isPresent() && ahead.get().abs().compareTo(HARMFUL) > 0) {
      throw new ProbeFailure(Ailment.WRONG_CLOCK, difference(ahead.get()));
    }
    if (dates.isPresent()) {
      // Nobody issues certificates for a time to come: only a clock explains that.
      throw new ProbeFailure(
          dates.get() instanceof ServerTrustException.NotYetValid
              ? Ailment.WRONG_CLOCK
              : Ailment.SERVER_CERTIFICATE_EXPIRED,
          String.valueOf(dates.get().getMessage()));
    }
    if (ahead.isEmpty()) {
      return Seen.well(
          true, "this machine's clock lies within the time of the server's certificate");
    }
    Duration difference = ahead.get().abs();
    if (difference.compareTo(UNNOTICED) > 0) {
      return Seen.noting(true, Ailment.WRONG_CLOCK, difference(ahead.get()));
    }
    return difference.compareTo(MEASURABLE) < 0
        ? Seen.well(true, "this machine's clock and the server's agree")
        : Seen.well(true, "this machine's clock and the server's differ by " + shown(ahead.get()));
  }

  private static String difference(Duration ahead) {
    return "this machine's clock is "
        + shown(ahead)
        + (ahead.isNegative() ? " ahead of" : " behind")
        + " the server's";
  }

  static String shown(Duration duration) {
    Duration length = duration.abs();
    if (length.toDays() >= 2) {
      return length.toDays() + " days";
    }
    if (length.toHours() >= 2) {
      return length.toHours() + " hours";
    }
    return length.toMinutes() >= 2 ? length.toMinutes() + " minutes" : length.toSeconds() + " s";
  }
}
