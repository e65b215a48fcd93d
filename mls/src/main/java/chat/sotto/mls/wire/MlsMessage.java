package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.Decoder;
import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.error.MalformedException;

/**
 * What travels: any of five things, with version and kind before it (RFC 9420 §6).
 *
 * @param body the thing
 */
public record MlsMessage(Body body) implements Encodable {
  /** One of the five. */
  public sealed interface Body extends Encodable
      permits PublicMessage, PrivateMessage, Welcome, GroupInfo, KeyPackage {
    /** Which of the five. */
    WireFormat wireFormat();

    /** As a message that can travel. */
    default MlsMessage asMessage() {
      return new MlsMessage(this);
    }
  }

  /**
   * Decodes one that fills all the bytes.
   *
   * @throws MalformedException if they are not such a message
   */
  public static MlsMessage decode(Bytes bytes) {
    Decoder<MlsMessage> decoder = MlsMessage::read;
    return decoder.decode(bytes);
  }

  /** Reads one. */
  public static MlsMessage read(MlsReader reader) {
    ProtocolVersion version = ProtocolVersion.read(reader);
    if (!version.equals(ProtocolVersion.MLS10)) {
      throw new MalformedException("MLS version " + version.value());
    }
    return new MlsMessage(
        switch (WireFormat.read(reader)) {
          case PUBLIC_MESSAGE -> PublicMessage.read(reader);
          case PRIVATE_MESSAGE -> PrivateMessage.read(reader);
          case WELCOME -> Welcome.read(reader);
          case GROUP_INFO -> GroupInfo.read(reader);
          case KEY_PACKAGE -> KeyPackage.read(reader);
        });
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.write(ProtocolVersion.MLS10).write(body.wireFormat()).write(body);
  }
}
