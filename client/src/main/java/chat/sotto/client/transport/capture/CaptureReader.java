package chat.sotto.client.transport.capture;

import com.google.common.io.BaseEncoding;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonStreamParser;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Finds out how a capture is written, and takes it apart into messages. */
final class CaptureReader {
  /** Each is an object in memory, many times as long as what was written. */
  private static final int MAX_JSON_VALUES = 1_000_000;

  private static final int GRPC_PREFIX = 5;

  private final MessageReader messages;

  CaptureReader(MessageReader messages) {
    this.messages = messages;
  }

  List<Captured> read(byte[] capture) {
    Optional<String> text = text(capture);
    if (text.isEmpty()) {
      return binary(capture);
    }
    String stripped = text.get().strip();
    if (stripped.isEmpty()) {
      throw CaptureInspector.unreadable("the capture is empty");
    }
    return stripped.startsWith("{") || stripped.startsWith("[")
        ? json(stripped)
        : encoded(stripped);
  }

  /** The capture, if it is text: UTF-8 without control characters. */
  private static Optional<String> text(byte[] capture) {
    for (byte b : capture) {
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(capture)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private List<Captured> json(String text) {
    if (text.chars().filter(c -> c == ',' || c == '{' || c == '[').count() > MAX_JSON_VALUES) {
      throw CaptureInspector.unreadable("the capture has more than " + MAX_JSON_VALUES + " values");
    }
    List<Captured> found = new ArrayList<>();
    try {
      JsonStreamParser documents = new JsonStreamParser(text);
      while (documents.hasNext()) {
        JsonElement document = documents.next();
        if (document.isJsonArray()) {
          document.getAsJsonArray().forEach(element -> found.add(message(element)));
        } else {
          found.add(message(document));
        }
      }
    } catch (JsonParseException e) {
      // Without its words, which repeat what was captured.
      throw CaptureInspector.unreadable("the capture is no well-formed JSON");
    }
    return found;
  }

  private Captured message(JsonElement element) {
    if (!element.isJsonObject()) {
      throw CaptureInspector.unreadable("the capture has a JSON value that is no message");
    }
    return messages
        .read(element.getAsJsonObject())
        .orElseThrow(
            () ->
                CaptureInspector.unreadable(
                    "the capture has a JSON object that is no such message"));
  }

  /** Hex or base64: a message a line, or one message over many lines. */
  private List<Captured> encoded(String text) {
    List<Captured> found = new ArrayList<>();
    for (String line : text.lines().map(String::strip).filter(s -> !s.isEmpty()).toList()) {
      Optional<Captured> message = decoded(line).flatMap(messages::read);
      if (message.isEmpty()) {
        return binary(
            decoded(text.replaceAll("\\s", ""))
                .orElseThrow(
                    () ->
                        CaptureInspector.unreadable(
                            "the capture is neither JSON nor hex nor base64")));
      }
      found.add(message.get());
    }
    return found;
  }

  private static Optional<byte[]> decoded(String text) {
    if (text.length() % 2 == 0 && text.chars().allMatch(HexFormat::isHexDigit)) {
      return Optional.of(HexFormat.of().parseHex(text));
    }
    String base64 = text.replace('-', '+').replace('_', '/').replaceAll("={1,2}$", "");
    try {
      return Optional.of(BaseEncoding.base64().omitPadding().decode(base64));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** One message, or several with gRPC's prefix or protobuf's length before each. */
  private List<Captured> binary(byte[] bytes) {
    Optional<Captured> one = messages.read(bytes);
    if (one.isPresent()) {
      return List.of(one.get());
    }
    return all(withGrpcPrefixes(bytes))
        .or(() -> all(withLengths(bytes)))
        .orElseThrow(
            () ->
                CaptureInspector.unreadable(
                    "the capture is no message of a kind that can be explained"));
  }

  private Optional<List<Captured>> all(List<byte[]> pieces) {
    List<Captured> found = new ArrayList<>();
    for (byte[] piece : pieces) {
      Optional<Captured> message = messages.read(piece);
      if (message.isEmpty()) {
        return Optional.empty();
      }
      found.add(message.get());
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(found);
  }

  /** Empty unless the capture is made of them to its end. */
  private static List<byte[]> withGrpcPrefixes(byte[] bytes) {
    List<byte[]> pieces = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    while (in.remaining() >= GRPC_PREFIX) {
      int compressed = in.get();
      int length = in.getInt();
      if (compressed != 0 || length < 0 || length > in.remaining()) {
        return List.of();
      }
      byte[] piece = new byte[length];
      in.get(piece);
      pieces.add(piece);
    }
    return in.hasRemaining() ? List.of() : pieces;
  }

  /** Empty unless the capture is made of them to its end. */
  private static List<byte[]> withLengths(byte[] bytes) {
    List<byte[]> pieces = new ArrayList<>();
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    try {
      while (!in.isAtEnd()) {
        byte[] piece = in.readByteArray();
        if (piece.length == 0) {
          return List.of();
        }
        pieces.add(piece);
      }
      return pieces;
    } catch (IOException e) {
      return List.of();
    }
  }
}
