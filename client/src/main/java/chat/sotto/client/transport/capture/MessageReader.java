package chat.sotto.client.transport.capture;

import com.google.gson.JsonObject;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.WireFormat;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads one message whose type may have to be found out: the one type for which it makes sense. A
 * message with fields that this version does not know counts only when no type does without.
 */
final class MessageReader {
  /** What a server or client sends at most, and what wraps it. */
  private static final int MAX_MESSAGE = (4 << 20) + (64 << 10);

  private static final int MAX_ELEMENTS = 100_000;

  private final Optional<CaptureType> forced;

  MessageReader(Optional<CaptureType> forced) {
    this.forced = forced;
  }

  /** From JSON; empty if no type fits. */
  Optional<Captured> read(JsonObject json) {
    return choose(type -> fromJson(type, json));
  }

  /** From protobuf's binary form; empty if no type fits. */
  Optional<Captured> read(byte[] bytes) {
    if (bytes.length > MAX_MESSAGE || elements(bytes) > MAX_ELEMENTS) {
      return Optional.empty();
    }
    return choose(type -> fromBinary(type, bytes));
  }

  private interface Attempt {
    Optional<Captured> as(CaptureType type);
  }

  private Optional<Captured> choose(Attempt attempt) {
    if (forced.isPresent()) {
      return attempt.as(forced.get());
    }
    List<Captured> fitting =
        Stream.of(CaptureType.values())
            .flatMap(type -> attempt.as(type).stream())
            .filter(Plausible::is)
            .toList();
    List<Captured> known = fitting.stream().filter(found -> found.unknown().isEmpty()).toList();
    List<Captured> best = known.isEmpty() ? fitting : known;
    if (best.size() > 1) {
      throw CaptureInspector.unreadable(
          "the capture can be read in several ways; choose with --type "
              + String.join(" or ", best.stream().map(found -> found.type().word()).toList()));
    }
    return best.stream().findFirst();
  }

  private static Optional<Captured> fromJson(CaptureType type, JsonObject json) {
    if (type == CaptureType.ERROR) {
      return PrintedError.read(json).map(status -> new Captured(type, status, List.of()));
    }
    Message.Builder builder = type.prototype().newBuilderForType();
    try {
      JsonFormat.parser().ignoringUnknownFields().merge(json.toString(), builder);
    } catch (InvalidProtocolBufferException | RuntimeException e) {
      return Optional.empty();
    }
    return Optional.of(
        new Captured(
            type,
            builder.build(),
            UnknownFields.of(json, type.prototype().getDescriptorForType())));
  }

  private static Optional<Captured> fromBinary(CaptureType type, byte[] bytes) {
    if (type == CaptureType.ERROR) {
      return Optional.empty();
    }
    try {
      Message message = type.prototype().newBuilderForType().mergeFrom(bytes).build();
      return Optional.of(new Captured(type, message, UnknownFields.of(message)));
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty();
    }
  }

  /** How many fields stand at the top: each becomes an object. */
  private static int elements(byte[] bytes) {
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    int count = 0;
    try {
      int tag = in.readTag();
      while (tag != 0 && WireFormat.getTagFieldNumber(tag) > 0 && in.skipField(tag)) {
        count++;
        tag = in.readTag();
      }
    } catch (IOException e) {
      // No protobuf at all: the parser will say so.
    }
    return count;
  }
}
