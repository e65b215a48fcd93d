package chat.sotto.mls.vectors.kind;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.Decoder;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An object of a vector file, read by the names of its fields. */
public record Vector(JsonObject json) {
  /** Whether all of these fields are there, null or not. */
  public boolean has(String... fields) {
    for (String field : fields) {
      if (!json.has(field)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a field is null. */
  public boolean isNull(String field) {
    return json.get(field).isJsonNull();
  }

  /** A number. */
  public long number(String field) {
    return json.get(field).getAsBigInteger().longValue();
  }

  /** A number that is an index or a length. */
  public int integer(String field) {
    return Math.toIntExact(number(field));
  }

  /** A text. */
  public String text(String field) {
    return json.get(field).getAsString();
  }

  /** Bytes in hexadecimal. */
  public Bytes hex(String field) {
    return Bytes.fromHex(text(field));
  }

  /** Bytes in hexadecimal that are secret. */
  public Secret secret(String field) {
    return Secret.copyOf(hex(field));
  }

  /** An object within. */
  public Vector object(String field) {
    return new Vector(json.getAsJsonObject(field));
  }

  /** An array within. */
  public JsonArray array(String field) {
    return json.getAsJsonArray(field);
  }

  /** An array of objects within. */
  public List<Vector> objects(String field) {
    return objects(array(field));
  }

  /** The objects of an array. */
  public static List<Vector> objects(JsonArray array) {
    List<Vector> list = new ArrayList<>();
    for (JsonElement element : array) {
      list.add(new Vector(element.getAsJsonObject()));
    }
    return list;
  }

  /** Bytes in hexadecimal of each element, empty where it is null. */
  public List<Optional<Bytes>> hexes(String field) {
    List<Optional<Bytes>> list = new ArrayList<>();
    for (JsonElement element : array(field)) {
      list.add(
          element.isJsonNull()
              ? Optional.empty()
              : Optional.of(Bytes.fromHex(element.getAsString())));
    }
    return list;
  }

  /** Decodes a structure that fills all the bytes. */
  public static <T> T decode(Decoder<T> decoder, Bytes bytes) {
    return decoder.decode(bytes);
  }

  /** The functions of its cipher suite. */
  public MlsCrypto crypto() {
    return MlsCrypto.of(CipherSuite.getById(integer("cipher_suite")));
  }
}
