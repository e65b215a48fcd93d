package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.CipherSuite;

/**
 * The number of a cipher suite, which may be one that this engine does not have.
 *
 * @param value the number that messages carry; any may come from a peer
 */
public record CipherSuiteId(int value) implements Encodable {
  /** Reads one. */
  public static CipherSuiteId read(MlsReader reader) {
    return new CipherSuiteId(reader.readUint16());
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.writeUint16(value);
  }

  /** The number of a suite. */
  public static CipherSuiteId of(CipherSuite suite) {
    return new CipherSuiteId(suite.id());
  }

  /**
   * The suite with this number.
   *
   * @throws chat.sotto.mls.error.UnavailableException if this engine does not have it
   */
  public CipherSuite getSuite() {
    return CipherSuite.getById(value);
  }
}
