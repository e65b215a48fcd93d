package chat.sotto.mls.codec;

/** A value with exactly one encoding. */
public interface Encodable {
  /** Appends the encoding. */
  void writeTo(MlsWriter writer);

  /** The encoding. */
  default Bytes encode() {
    MlsWriter writer = new MlsWriter();
    writeTo(writer);
    return writer.toBytes();
  }
}
