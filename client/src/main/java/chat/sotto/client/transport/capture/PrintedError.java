package chat.sotto.client.transport.capture;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.rpc.Code;
import com.google.rpc.Status;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON in which {@code buf curl} prints a failed call: details are base64 without padding. */
final class PrintedError {
  private static final String TYPES = "type.googleapis.com/";

  private PrintedError() {}

  static Optional<Status> read(JsonObject json) {
    String name = text(json.get("code"));
    Code code = name == null ? null : code(name);
    if (code == null) {
      return Optional.empty();
    }
    String message = text(json.get("message"));
    Status.Builder status =
        Status.newBuilder().setCode(code.getNumber()).setMessage(message == null ? "" : message);
    if (json.get("details") != null && json.get("details").isJsonArray()) {
      for (JsonElement detail : json.get("details").getAsJsonArray()) {
        Any any = detail.isJsonObject() ? detail(detail.getAsJsonObject()) : null;
        if (any == null) {
          return Optional.empty();
        }
        status.addDetails(any);
      }
    }
    return Optional.of(status.build());
  }

  private static @Nullable Any detail(JsonObject json) {
    String type = text(json.get("type"));
    String value = text(json.get("value"));
    if (type == null || value == null) {
      return null;
    }
    try {
      return Any.newBuilder()
          .setTypeUrl(TYPES + type)
          .setValue(ByteString.copyFrom(Base64.getDecoder().decode(value)))
          .build();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable Code code(String name) {
    try {
      // Connect spells it with one L.
      return name.equals("canceled") ? Code.CANCELLED : Code.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable String text(@Nullable JsonElement element) {
    return element != null && element.isJsonPrimitive() && element.getAsJsonPrimitive().isString()
        ? element.getAsString()
        : null;
  }
}
