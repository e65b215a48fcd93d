package chat.sotto.cli.command;

import chat.sotto.cli.terminal.SecretFile;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A message that is piped in. */
final class StandardInput {
  /** Of content; one more newline is dropped. */
  private static final int MAX_BYTES = 65_536;

  private StandardInput() {}

  /** All of it as UTF-8, without one newline at its end. */
  static String text(InputStream in) {
    try {
      byte[] bytes = in.readNBytes(MAX_BYTES + 3);
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return SecretFile.dropNewline(text);
    } catch (CharacterCodingException e) {
      throw new SottoException(Reason.INVALID_FIELD, "standard input is not UTF-8").field("text");
    } catch (IOException e) {
      throw new SottoException(Reason.LOCAL_FILE, "cannot read standard input").cause(e);
    }
  }
}
