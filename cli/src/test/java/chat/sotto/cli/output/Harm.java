package chat.sotto.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds what must never be printed. Written against Unicode's categories and not against our own
 * code: everything invisible is harm, but for the few sequences that are spelled out.
 */
final class Harm {
  /** Format characters that are drawn, and what was given out after this Java was made. */
  private static final String VISIBLE =
      "[\\x{0600}-\\x{0605}\\x{06DD}\\x{070F}\\x{08E2}\\x{110BD}\\x{110CD}\\x{1F000}-\\x{1FAFF}"
          + "\\x{20000}-\\x{2FFFD}\\x{30000}-\\x{3FFFD}\\x{20C0}-\\x{20CF}]";

  /** Joiners in emoji and behind letters, selectors behind what they vary, flags made of tags. */
  private static final Pattern MEANT =
      Pattern.compile(
          "[\\p{So}\\x{1F000}-\\x{1FAFF}\\x{2194}]\\p{M}*\\x{200D}"
              + "(?=[\\p{So}\\x{1F000}-\\x{1FAFF}\\x{2194}])"
              + "|\\p{L}\\p{M}{0,10}[\\x{200C}\\x{200D}](?![\\x{200C}\\x{200D}])"
              + "|[\\p{IsKhmer}\\p{IsThai}\\p{IsLao}\\p{IsMyanmar}]\\x{200B}"
              + "|[\\p{S}\\p{P}\\p{Nd}\\p{IsIdeographic}\\x{2139}\\x{1F000}-\\x{1FAFF}]"
              + "[\\x{FE00}-\\x{FE0F}]"
              + "|\\p{IsIdeographic}[\\x{E0100}-\\x{E01EF}]"
              + "|\\p{IsMongolian}[\\x{180B}-\\x{180D}]"
              + "|\\x{1F3F4}\\x{E0067}\\x{E0062}(?:\\x{E0065}\\x{E006E}\\x{E0067}"
              + "|\\x{E0073}\\x{E0063}\\x{E0074}|\\x{E0077}\\x{E006C}\\x{E0073})\\x{E007F}"
              + "|"
              + VISIBLE);

  private static final Pattern GIVEN_OUT_LATER = Pattern.compile(VISIBLE);

  private static final Pattern HARM =
      Pattern.compile(
          "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}\\x{034F}\\x{115F}\\x{1160}\\x{17B4}\\x{17B5}"
              + "\\x{180B}-\\x{180F}\\x{3164}\\x{FE00}-\\x{FE0F}\\x{FFA0}\\x{FFFC}\\x{E0100}-\\x{E01EF}]"
              + "|\\p{M}{12}|^\\p{M}|(?<=\n)\\p{M}");

  private Harm() {}

  /** Everything bad in a text, spelled. */
  static List<String> in(String text) {
    List<String> found = new ArrayList<>();
    String rest = MEANT.matcher(text).replaceAll("x");
    HARM.matcher(rest).results().forEach(match -> found.add(spelled(match.group())));
    return found;
  }

  /** The same in JSON, where nothing invisible is meant: it is escaped. */
  static List<String> inJson(String line) {
    List<String> found = new ArrayList<>();
    HARM.matcher(GIVEN_OUT_LATER.matcher(line).replaceAll("x"))
        .results()
        .forEach(match -> found.add(spelled(match.group())));
    return found;
  }

  /** A text as its code points. */
  static String spelled(String text) {
    return text.codePoints()
        .mapToObj(codePoint -> String.format("U+%04X", codePoint))
        .collect(Collectors.joining(" "));
  }
}
