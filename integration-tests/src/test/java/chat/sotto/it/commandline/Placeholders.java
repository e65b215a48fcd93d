package chat.sotto.it.commandline;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces what differs from run to run by words that say what it was. Only what has exactly the
 * form that is promised is replaced: a time with an offset, an id in capitals or a port beyond
 * 65535 stay as they are, and the comparison finds them. The same id becomes the same word
 * everywhere, so that it also shows who is who.
 */
final class Placeholders {
  /** A text of JSON, and the colon that makes it a name. */
  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"(:?)");

  /** Numbers that depend on the time, or on how a database is laid out. */
  private static final Pattern NUMBER = Pattern.compile("\"(?:(id)\":\\d{13}|(bytes)\":\\d+)\\b");

  private final Map<String, String> words = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Instant begun = Instant.now();
  private final List<Rule> rules;

  /** Forgets where {@code folder} lies as well. */
  Placeholders(Path folder) {
    rules =
        List.of(
            new Rule(Pattern.quote(folder.toString()), (name, found) -> "<folder>"),
            new Rule(
                "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{3})?Z",
                (name, found) -> time(found.group())),
            new Rule(
                "#([A-Za-z0-9_-]{43})(?:\\.([A-Za-z0-9_-]{22}))?(?![A-Za-z0-9_.-])",
                (name, found) ->
                    "#"
                        + word("fingerprint", found.group(1))
                        + (found.group(2) == null ? "" : "." + word("token", found.group(2)))),
            new Rule(
                "(?<=authority )[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])",
                (name, found) -> word("fingerprint", found.group())),
            new Rule("(?<=127\\.0\\.0\\.1:)(\\d{1,5})\\b", (name, found) -> port(found.group())),
            new Rule(
                "\\b(?:[A-Z2-7]{4}-){7}[A-Z2-7]{4}\\b",
                (name, found) -> word("recovery-code", found.group())),
            new Rule(
                "\\b(?:\\d{5} ){11}\\d{5}\\b",
                (name, found) -> word("safety-number", found.group())),
            new Rule(
                "(?<![0-9A-Za-z])[0-9a-f]{32}(?![0-9A-Za-z])",
                (name, found) -> word(idName(name), found.group())),
            new Rule("(?<=/backups/)\\d{8}T\\d{6}\\.\\d{3}Z", (name, found) -> "<time>"),
            new Rule("(?<=process )\\d+", (name, found) -> "<process>"),
            // How far a message has come depends on who is quicker.
            new Rule(
                "^(?:sent|delivered|read)$",
                (name, found) -> name.equals("status") ? "<status>" : found.group()),
            // What the demonstration cannot know beforehand.
            new Rule(
                "^[0-9a-f]{24}$",
                (name, found) -> name.equals("stored_bytes") ? "<bytes>" : found.group()),
            new Rule("(?:\\d{5} ){3}…", (name, found) -> "<digits> …"),
            new Rule(
                "[\\d,]+ bytes in the server's \\d+ files",
                (name, found) -> "<n> bytes in the server's <n> files"));
  }

  /** Whole files, which have tests of their own. */
  private static String withoutFiles(String json) {
    JsonObject line = JsonParser.parseString(json).getAsJsonObject();
    if (!line.has("script") && !line.has("page")) {
      return json;
    }
    for (String file : List.of("script", "page")) {
      if (line.has(file)) {
        line.addProperty(file, "<" + file + ">");
      }
    }
    return line.toString();
  }

  /** A line of JSON with words instead. */
  String normalise(String json) {
    String[] name = {""};
    String numbered =
        NUMBER
            .matcher(withoutFiles(json))
            .replaceAll(
                found -> {
                  String field = found.group(1) == null ? found.group(2) : found.group(1);
                  return "\"" + field + "\":\"<" + field + ">\"";
                });
    return TEXT.matcher(numbered)
        .replaceAll(
            found -> {
              if (!found.group(2).isEmpty()) {
                name[0] = found.group(1);
                return Matcher.quoteReplacement(found.group());
              }
              return Matcher.quoteReplacement("\"" + text(name[0], found.group(1)) + "\"");
            });
  }

  /** A text of any kind with words instead. */
  String text(String name, String text) {
    String result = text;
    for (Rule rule : rules) {
      result =
          rule.pattern()
              .matcher(result)
              .replaceAll(found -> Matcher.quoteReplacement(rule.replacement().word(name, found)));
    }
    return result;
  }

  private static String idName(String field) {
    return switch (field) {
      case "device", "server" -> field;
      default -> "chat";
    };
  }

  /** A number for each of a kind, given when it is first seen. */
  private String word(String kind, String value) {
    return words.computeIfAbsent(
        value, unused -> "<" + kind + "-" + counts.merge(kind, 1, Integer::sum) + ">");
  }

  private String port(String digits) {
    int port = Integer.parseInt(digits);
    return port >= 1 && port <= 65_535 ? word("port", digits) : digits;
  }

  /** Times of this story are of today; what expires does so within three months. */
  private String time(String text) {
    Duration after = Duration.between(begun, Instant.parse(text));
    return after.compareTo(Duration.ofMinutes(-1)) > 0 && after.compareTo(Duration.ofDays(100)) < 0
        ? "<time>"
        : text;
  }

  /** What to look for, and what to put there; takes the name of the field that it is in. */
  private record Rule(Pattern pattern, Replacement replacement) {
    Rule(String pattern, Replacement replacement) {
      this(Pattern.compile(pattern), replacement);
    }
  }

  private interface Replacement {
    String word(String name, MatchResult found);
  }
}
