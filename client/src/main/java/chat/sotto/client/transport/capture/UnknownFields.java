package chat.sotto.client.transport.capture;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists the fields of a message that this version does not know: where they are, never values. */
final class UnknownFields {
  private static final int MAX = 20;
  private static final String NAME = "[A-Za-z][A-Za-z0-9_]{0,63}";

  private final Set<String> found = new LinkedHashSet<>();

  private UnknownFields() {}

  static List<String> of(Message message) {
    UnknownFields all = new UnknownFields();
    all.walk("", message);
    return List.copyOf(all.found);
  }

  static List<String> of(JsonObject json, Descriptor type) {
    UnknownFields all = new UnknownFields();
    all.walk("", json, type);
    return List.copyOf(all.found);
  }

  private void add(String place) {
    if (found.size() < MAX) {
      found.add(place);
    }
  }

  private void walk(String path, Message message) {
    for (Map.Entry<Integer, UnknownFieldSet.Field> field :
        message.getUnknownFields().asMap().entrySet()) {
      add(
          path
              + "field "
              + field.getKey()
              + " ("
              + field.getValue().getSerializedSize(field.getKey())
              + " bytes)");
    }
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      if (field.getKey().getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        String below = path + field.getKey().getName() + ".";
        List<?> values =
            field.getValue() instanceof List<?> list ? list : List.of(field.getValue());
        for (Object value : values) {
          walk(below, (Message) value);
        }
      }
    }
  }

  private void walk(String path, JsonObject json, Descriptor type) {
    for (Map.Entry<String, JsonElement> member : json.entrySet()) {
      FieldDescriptor field = find(type, member.getKey());
      if (field == null) {
        String name = member.getKey();
        add(path + (name.matches(NAME) ? name : "a name of " + name.length() + " characters"));
      } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        walkValue(path + field.getName() + ".", member.getValue(), field.getMessageType());
      }
    }
  }

  private void walkValue(String path, JsonElement value, Descriptor type) {
    if (value.isJsonObject()) {
      walk(path, value.getAsJsonObject(), type);
    } else if (value.isJsonArray()) {
      value
          .getAsJsonArray()
          .forEach(
              element -> {
                if (element.isJsonObject()) {
                  walk(path, element.getAsJsonObject(), type);
                }
              });
    }
  }

  private static @Nullable FieldDescriptor find(Descriptor type, String name) {
    for (FieldDescriptor field : type.getFields()) {
      if (field.getJsonName().equals(name) || field.getName().equals(name)) {
        return field;
      }
    }
    return null;
  }
}
