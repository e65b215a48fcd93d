package chat.sotto.cli.output;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object in the making. Values are texts, numbers, booleans, null, times, enums (written
 * in lower case), lists of them, other objects, and ids, which are written as they print.
 */
public final class Fields {
  private final Map<String, @Nullable Object> values;

  private Fields(Map<String, @Nullable Object> values) {
    this.values = values;
  }

  /** No fields yet. */
  public static Fields none() {
    return new Fields(Collections.emptyMap());
  }

  /** The first field. */
  public static Fields of(String name, @Nullable Object value) {
    return none().and(name, value);
  }

  /** These fields and another. */
  public Fields and(String name, @Nullable Object value) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Fields(more);
  }

  /** These fields and, behind them, others. */
  public Fields and(Fields others) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(values);
    more.putAll(others.values);
    return new Fields(more);
  }

  /** RFC 3339 in UTC, to the millisecond where there are any. */
  static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /**
   * The object on one line. What a terminal would obey is written as {@code \}{@code uXXXX}, which
   * means the same to every reader of JSON.
   */
  public String toJson() {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setSerializeNulls(true);
      write(json, this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return escapeHarmful(text.toString());
  }

  private static void write(JsonWriter json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.nullValue();
    } else if (value instanceof Fields fields) {
      json.beginObject();
      for (Map.Entry<String, @Nullable Object> field : fields.values.entrySet()) {
        json.name(field.getKey());
        write(json, field.getValue());
      }
      json.endObject();
    } else if (value instanceof Collection<?> list) {
      json.beginArray();
      for (Object element : list) {
        write(json, element);
      }
      json.endArray();
    } else if (value instanceof Boolean flag) {
      json.value(flag);
    } else if (value instanceof Number number) {
      json.value(number);
    } else if (value instanceof Instant time) {
      json.value(time(time));
    } else if (value instanceof Enum<?> constant) {
      json.value(constant.name().toLowerCase(Locale.ROOT));
    } else {
      json.value(value.toString());
    }
  }

  private static String escapeHarmful(String json) {
    StringBuilder escaped = null;
    for (int at = 0; at < json.length(); ) {
      int codePoint = json.codePointAt(at);
      int end = at + Character.charCount(codePoint);
      if (Printable.isHarmful(codePoint)) {
        if (escaped == null) {
          escaped = new StringBuilder(json.length() + 16).append(json, 0, at);
        }
        for (int unit = at; unit < end; unit++) {
          escaped.append(String.format("\\u%04x", (int) json.charAt(unit)));
        }
      } else if (escaped != null) {
        escaped.appendCodePoint(codePoint);
      }
      at = end;
    }
    return escaped == null ? json : escaped.toString();
  }

  @Override
  public String toString() {
    return toJson();
  }
}
