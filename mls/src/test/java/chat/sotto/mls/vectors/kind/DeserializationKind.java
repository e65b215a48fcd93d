package chat.sotto.mls.vectors.kind;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;

/** Lengths of vectors. */
final class DeserializationKind implements VectorKind {
  @Override
  public boolean matches(Vector vector) {
    return vector.has("vlbytes_header", "length");
  }

  @Override
  public void verify(Vector vector) {
    MlsReader reader = new MlsReader(vector.hex("vlbytes_header"));
    int length = reader.readLength();
    reader.finish();
    assertThat(length).isEqualTo(vector.integer("length"));
    assertThat(new MlsWriter().writeLength(length).toBytes())
        .isEqualTo(vector.hex("vlbytes_header"));
  }
}
