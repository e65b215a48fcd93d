package chat.sotto.client.agent;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Lines of JSON over a socket. One thread reads; any thread writes. The streams of {@link
 * java.nio.channels.Channels} are not used: on this Java a blocked read keeps their writes out.
 */
final class LineChannel implements AutoCloseable {
  private final SocketChannel channel;
  private final ByteBuffer in = ByteBuffer.allocate(16 << 10).flip();
  private final Object writing = new Object();

  LineChannel(SocketChannel channel) {
    this.channel = channel;
  }

  /**
   * The next line; null at the end.
   *
   * @throws IOException also when the line is too long or no JSON object
   */
  @Nullable JsonObject read() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    while (true) {
      while (in.hasRemaining()) {
        byte next = in.get();
        if (next == '\n') {
          return parse(line.toString(StandardCharsets.UTF_8));
        }
        if (line.size() == AgentProtocol.MAX_LINE) {
          throw new IOException("a line is longer than " + AgentProtocol.MAX_LINE + " bytes");
        }
        line.write(next);
      }
      in.clear();
      int count = channel.read(in);
      in.flip();
      if (count < 0) {
        if (line.size() > 0) {
          throw new IOException("the last line is cut off");
        }
        return null;
      }
    }
  }

  /** Writes a line; it has left this process when this returns. */
  void write(JsonObject line) throws IOException {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    if (bytes.length > AgentProtocol.MAX_LINE) {
      throw new LineTooLongException();
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    synchronized (writing) {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }

  /** Ends reading and writing, on both sides. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException ignored) {
      // It is given up either way.
    }
  }

  private static JsonObject parse(String line) throws IOException {
    try {
      JsonElement element = JsonParser.parseString(line);
      if (element.isJsonObject()) {
        return element.getAsJsonObject();
      }
    } catch (JsonParseException e) {
      // Without cause and content: a line may hold a password.
      throw new IOException("a line is no JSON");
    }
    throw new IOException("a line is no JSON object");
  }

  /** What should be written does not fit; nothing of it was. */
  static final class LineTooLongException extends IOException {
    LineTooLongException() {
      super("a line would be longer than " + AgentProtocol.MAX_LINE + " bytes");
    }
  }
}
