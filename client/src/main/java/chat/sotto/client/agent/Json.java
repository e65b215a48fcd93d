package chat.sotto.client.agent;

import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.Username;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the fields of a JSON object. What is missing or of another type fails with
 * {@link MalformedException}. Times are milliseconds since 1970-01-01T00:00:00Z, constants their
 * names.
 */
record Json(JsonObject object) {

  static Json empty() {
    return new Json(new JsonObject());
  }

  /** Ids and names go by their text. */
  Json with(String name, @Nullable Object value) {
    JsonElement element;
    if (value == null) {
      element = JsonNull.INSTANCE;
    } else if (value instanceof JsonElement json) {
      element = json;
    } else if (value instanceof Boolean flag) {
      element = new JsonPrimitive(flag);
    } else if (value instanceof Number number) {
      element = new JsonPrimitive(number);
    } else if (value instanceof Instant time) {
      element = new JsonPrimitive(time.toEpochMilli());
    } else if (value instanceof Enum<?> constant) {
      element = new JsonPrimitive(constant.name());
    } else if (value instanceof Seq seq) {
      element = new JsonPrimitive(seq.value());
    } else {
      element = new JsonPrimitive(value.toString());
    }
    object.add(name, element);
    return this;
  }

  boolean has(String name) {
    JsonElement element = object.get(name);
    return element != null && !element.isJsonNull();
  }

  String text(String name) {
    return primitive(name).getAsString();
  }

  @Nullable String textOrNull(String name) {
    return has(name) ? text(name) : null;
  }

  byte[] bytes(String name) {
    try {
      return Base64.getDecoder().decode(text(name));
    } catch (IllegalArgumentException e) {
      throw new MalformedException(name);
    }
  }

  boolean flag(String name) {
    return primitive(name).getAsBoolean();
  }

  long number(String name) {
    try {
      return primitive(name).getAsLong();
    } catch (NumberFormatException e) {
      throw new MalformedException(name);
    }
  }

  int integer(String name) {
    long value = number(name);
    if ((int) value != value) {
      throw new MalformedException(name);
    }
    return (int) value;
  }

  Instant time(String name) {
    return Instant.ofEpochMilli(number(name));
  }

  @Nullable Instant timeOrNull(String name) {
    return has(name) ? time(name) : null;
  }

  <E extends Enum<E>> E constant(Class<E> type, String name) {
    try {
      return Enum.valueOf(type, text(name));
    } catch (IllegalArgumentException e) {
      throw new MalformedException(name);
    }
  }

  ChatId chat(String name) {
    return ChatId.parse(text(name));
  }

  @Nullable ChatId chatOrNull(String name) {
    return has(name) ? chat(name) : null;
  }

  Seq seq(String name) {
    return new Seq(number(name));
  }

  @Nullable Seq seqOrNull(String name) {
    return has(name) ? seq(name) : null;
  }

  Username username(String name) {
    return Username.parse(text(name));
  }

  @Nullable Username usernameOrNull(String name) {
    return has(name) ? username(name) : null;
  }

  DeviceId device(String name) {
    return DeviceId.parse(text(name));
  }

  @Nullable DeviceId deviceOrNull(String name) {
    return has(name) ? device(name) : null;
  }

  Json child(String name) {
    JsonElement element = object.get(name);
    if (element == null || !element.isJsonObject()) {
      throw new MalformedException(name);
    }
    return new Json(element.getAsJsonObject());
  }

  private JsonPrimitive primitive(String name) {
    JsonElement element = object.get(name);
    if (element == null || !element.isJsonPrimitive()) {
      throw new MalformedException(name);
    }
    return element.getAsJsonPrimitive();
  }

  /** The other side wrote what this side does not understand. */
  static final class MalformedException extends RuntimeException {
    private final String field;

    MalformedException(String field) {
      super("'" + field + "' is missing or malformed");
      this.field = field;
    }

    String field() {
      return field;
    }
  }
}
