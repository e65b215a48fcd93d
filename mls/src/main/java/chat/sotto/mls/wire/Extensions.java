package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.Decoder;
import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.error.MalformedException;
import java.util.List;
import java.util.Optional;

/**
 * A list of extensions. Of each type there is at most one (RFC 9420 §13.4).
 *
 * @param list in the order in which they are encoded
 */
public record Extensions(List<Extension> list) implements Encodable {
  /** None. */
  public static final Extensions NONE = new Extensions(List.of());

  /** Refuses a second one of a type. */
  public Extensions {
    list = List.copyOf(list);
    // Sorted, for a peer may send very many.
    int[] types = list.stream().mapToInt(extension -> extension.type().value()).sorted().toArray();
    for (int i = 1; i < types.length; i++) {
      if (types[i] == types[i - 1]) {
        throw new MalformedException("two extensions of type " + types[i]);
      }
    }
  }

  /** These extensions. */
  public static Extensions of(Extension... extensions) {
    return new Extensions(List.of(extensions));
  }

  /** Reads a list. */
  public static Extensions read(MlsReader reader) {
    return new Extensions(reader.readList(Extension::read));
  }

  /** The content of the extension of a type. */
  public Optional<Bytes> find(ExtensionType type) {
    for (Extension extension : list) {
      if (extension.type().equals(type)) {
        return Optional.of(extension.data());
      }
    }
    return Optional.empty();
  }

  /** The content of the extension of a type, decoded. */
  public <T> Optional<T> find(ExtensionType type, Decoder<T> decoder) {
    return find(type).map(decoder::decode);
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.writeList(list);
  }
}
