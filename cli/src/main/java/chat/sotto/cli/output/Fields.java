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
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant BEYOND = Instant.parse("+10000-01-01T00:00:00Z");

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

  /**
   * RFC 3339 in UTC, to the millisecond where there are any. It has no words for years beyond 9999,
   * which only a server that lies can name: they are as good as unknown.
   */
  static @Nullable String time(Instant time) {
    boolean sayable = !time.isBefore(FIRST) && time.isBefore(BEYOND);
    return sayable ? time.truncatedTo(ChronoUnit.MILLIS).toString() : null;
  }

  /**
   * The object on one line. What a terminal would obey, and what is invisible, is written as {@code
   * \}{@code uXXXX}, which means the same to every reader of JSON.
   */
  public String toJson() {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setSerializeNulls(true);
      write(json, this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return JsonEscapes.of(text.toString());
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

  @Override
  public String toString() {
    return toJson();
  }
}
