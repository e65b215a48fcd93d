package chat.sotto.cli.command;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what is more than a text or a number. Failures are {@code INVALID_FIELD}. */
public final class Arguments {
  private static final Pattern DURATION =
      Pattern.compile(
          "(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");
  private static final ChronoUnit[] UNITS = {
    ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES, ChronoUnit.SECONDS, ChronoUnit.MILLIS
  };

  private Arguments() {}

  /** A length of time as people write it: {@code 90s}, {@code 1h30m}, {@code 7d}, {@code 500ms}. */
  public static Duration duration(String text) {
    Matcher parts = DURATION.matcher(text);
    if (text.isEmpty() || !parts.matches()) {
      throw invalid("'" + text + "' is not a duration; write 90s, 10m, 1h30m or 7d");
    }
    Duration sum = Duration.ZERO;
    for (int unit = 0; unit < UNITS.length; unit++) {
      String amount = parts.group(unit + 1);
      if (amount != null) {
        sum = sum.plus(Long.parseLong(amount), UNITS[unit]);
      }
    }
    if (sum.isZero()) {
      throw invalid("a duration must be more than 0");
    }
    return sum;
  }

  /** A message's number, from 1. */
  public static Seq seq(String text) {
    String digits = text.startsWith("#") ? text.substring(1) : text;
    if (!digits.matches("[1-9][0-9]{0,17}")) {
      throw invalid("'" + text + "' is not the number of a message; they count from 1");
    }
    return new Seq(Long.parseLong(digits));
  }

  private static SottoException invalid(String message) {
    return new SottoException(Reason.INVALID_FIELD, message);
  }
}
