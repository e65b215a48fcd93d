package chat.sotto.it.debugging;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonStreamParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compares what a call gave with what the document says, where {@code …} stands for anything. */
final class Outcome {
  private static final String ANYTHING = "…";

  /** Whose words are the caller's own, and differ from tool to tool. */
  private static final Set<String> WORDED_BY_THE_CALLER =
      Set.of("deadline_exceeded", "unavailable");

  private Outcome() {}

  static List<JsonElement> documents(String json) {
    List<JsonElement> documents = new ArrayList<>();
    if (!json.isBlank()) {
      new JsonStreamParser(json).forEachRemaining(documents::add);
    }
    return documents;
  }

  /** Each document in its place; of a stream, the frames in their order, others between them. */
  static void assertMatches(List<JsonElement> expected, List<JsonElement> actual) {
    assertThat(matches(expected, actual)).as("%s should be %s", actual, expected).isTrue();
  }

  static boolean matches(List<JsonElement> expected, List<JsonElement> actual) {
    if (isStream(expected) && isStream(actual)) {
      List<JsonElement> left = new ArrayList<>(frames(expected));
      for (JsonElement frame : frames(actual)) {
        if (!left.isEmpty() && matches(left.get(0), frame)) {
          left.remove(0);
        }
      }
      return left.isEmpty();
    }
    if (expected.size() != actual.size()) {
      return false;
    }
    for (int i = 0; i < expected.size(); i++) {
      if (!matches(expected.get(i), actual.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isStream(List<JsonElement> documents) {
    return !documents.isEmpty()
        && documents.stream()
            .allMatch(each -> each.isJsonObject() && each.getAsJsonObject().has("frames"));
  }

  private static List<JsonElement> frames(List<JsonElement> documents) {
    List<JsonElement> frames = new ArrayList<>();
    documents.forEach(
        document -> document.getAsJsonObject().getAsJsonArray("frames").forEach(frames::add));
    return frames;
  }

  private static boolean matches(JsonElement expected, JsonElement actual) {
    if (expected.isJsonObject()) {
      return actual.isJsonObject() && matches(expected.getAsJsonObject(), actual.getAsJsonObject());
    }
    if (expected.isJsonArray()) {
      return actual.isJsonArray() && matches(list(expected), list(actual));
    }
    String text = expected.getAsString();
    if (text.equals(ANYTHING)) {
      return true;
    }
    return actual.isJsonPrimitive() && pattern(text).matcher(actual.getAsString()).matches();
  }

  /** Fields may be added: the document need not know all. */
  private static boolean matches(JsonObject expected, JsonObject actual) {
    boolean ownWords =
        expected.has("code") && WORDED_BY_THE_CALLER.contains(expected.get("code").getAsString());
    return expected.entrySet().stream()
        .filter(field -> !(ownWords && field.getKey().equals("message")))
        .allMatch(
            field ->
                actual.has(field.getKey())
                    && matches(field.getValue(), actual.get(field.getKey())));
  }

  private static List<JsonElement> list(JsonElement array) {
    JsonArray elements = array.getAsJsonArray();
    return new ArrayList<>(elements.asList());
  }

  /** Each line of the document is a line of the output, in this order, others between them. */
  static void assertMatches(String expected, String actual) {
    List<String> left = new ArrayList<>(expected.lines().map(String::strip).toList());
    for (String line : actual.lines().map(String::strip).toList()) {
      if (!left.isEmpty() && pattern(left.get(0)).matcher(line).matches()) {
        left.remove(0);
      }
    }
    assertThat(left).as("lines that are missing in:%n%s", actual).isEmpty();
  }

  private static Pattern pattern(String text) {
    return Pattern.compile(
        Pattern.compile(ANYTHING)
            .splitAsStream(text + " ")
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"))
            // The blank kept an ellipsis at the end from being dropped.
            .replaceAll(" \\\\E$", "\\\\E"),
        Pattern.DOTALL);
  }
}
