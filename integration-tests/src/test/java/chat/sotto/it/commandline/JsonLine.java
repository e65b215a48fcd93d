package chat.sotto.it.commandline;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A line that must be exactly one JSON object, as strictly as anybody may read it. */
final class JsonLine {
  private static final Pattern SNAKE_CASE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

  private JsonLine() {}

  /**
   * The names of the object's own fields, in their order.
   *
   * @throws AssertionError when it is anything but one object, a name comes twice in the same
   *     object, or a name is not snake_case
   */
  static Set<String> fields(String line) {
    try {
      JsonReader json = new JsonReader(new StringReader(line));
      json.setStrictness(Strictness.STRICT);
      if (json.peek() != JsonToken.BEGIN_OBJECT) {
        throw new AssertionError("not a JSON object: " + line);
      }
      Set<String> names = object(json, line);
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw new AssertionError("more than one object: " + line);
      }
      return names;
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
  }

  private static Set<String> object(JsonReader json, String line) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      if (!SNAKE_CASE.matcher(name).matches()) {
        throw new AssertionError("the name '" + name + "' is not snake_case: " + line);
      }
      if (!names.add(name)) {
        throw new AssertionError("the name '" + name + "' comes twice: " + line);
      }
      value(json, line);
    }
    json.endObject();
    return names;
  }

  private static void value(JsonReader json, String line) throws IOException {
    switch (json.peek()) {
      case BEGIN_OBJECT -> object(json, line);
      case BEGIN_ARRAY -> {
        json.beginArray();
        while (json.hasNext()) {
          value(json, line);
        }
        json.endArray();
      }
      default -> json.skipValue();
    }
  }

  /** The lines that stand for characters which no terminal may see, as code points. */
  static List<String> harmful(String line) {
    List<String> found = new ArrayList<>();
    line.codePoints()
        .filter(
            at ->
                switch (Character.getType(at)) {
                  case Character.CONTROL,
                      Character.FORMAT,
                      Character.LINE_SEPARATOR,
                      Character.PARAGRAPH_SEPARATOR,
                      Character.SURROGATE,
                      Character.PRIVATE_USE,
                      Character.UNASSIGNED ->
                      at != 0x200D;
                  default -> false;
                })
        .forEach(at -> found.add(String.format("U+%04X", at)));
    return found;
  }
}
