package chat.sotto.mls.codec;

/** Reads one value from where the reader stands. Usually a method reference: {@code X::read}. */
@FunctionalInterface
public interface Decoder<T> {
  /**
   * Reads one value.
   *
   * @throws chat.sotto.mls.error.MalformedException if the bytes are not such a value
   */
  T read(MlsReader reader);

  /** Decodes a value that must fill all the bytes. */
  default T decode(Bytes bytes) {
    MlsReader reader = new MlsReader(bytes);
    T value = read(reader);
    reader.finish();
    return value;
  }
}
