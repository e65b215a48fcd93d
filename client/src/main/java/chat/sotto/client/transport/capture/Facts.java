package chat.sotto.client.transport.capture;

import chat.sotto.client.content.EnvelopeHeader;
import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.v1.DeviceRef;
import com.google.crypto.tink.util.Bytes;
import com.google.protobuf.ByteString;
import com.google.protobuf.ProtocolMessageEnum;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Single facts, from bytes that nobody vouches for: what breaks its rule is only measured. */
final class Facts {
  private static final int ID = 16;
  private static final int HASH = 32;
  private static final int MAX_WORDS = 200;
  private static final int MAX_LIST = 1_000;

  /** First byte of all that the interim group agreement makes (docs/protocol.md, section 8). */
  private static final int INTERIM = 0x49;

  private Facts() {}

  /** An id in hex; null if there is none. */
  static @Nullable String id(ByteString bytes) {
    return fixed(bytes, ID);
  }

  /** An id in hex; null if it is zeros, which stand for the server. */
  static @Nullable String idUnlessZero(ByteString bytes) {
    return bytes.equals(ByteString.copyFrom(new byte[ID])) ? null : id(bytes);
  }

  /** A hash in hex; null if there is none. */
  static @Nullable String hash(ByteString bytes) {
    return fixed(bytes, HASH);
  }

  static Optional<LogHash> logHash(ByteString bytes) {
    return bytes.size() == HASH ? Optional.of(LogHash.of(bytes.toByteArray())) : Optional.empty();
  }

  private static @Nullable String fixed(ByteString bytes, int length) {
    if (bytes.isEmpty()) {
      return null;
    }
    return bytes.size() == length
        ? HexFormat.of().formatHex(bytes.toByteArray())
        : bytes.size() + " bytes instead of " + length;
  }

  /** A user name, or what is instead of one. */
  static @Nullable String user(String name) {
    if (name.isEmpty()) {
      return null;
    }
    try {
      return new Username(name).value();
    } catch (SottoException e) {
      return "no user name, but " + name.length() + " characters";
    }
  }

  static List<String> users(List<String> names) {
    return names.stream().limit(MAX_LIST).map(name -> String.valueOf(user(name))).toList();
  }

  static List<Explanation> devices(List<DeviceRef> devices) {
    return devices.stream()
        .limit(MAX_LIST)
        .map(
            device ->
                Explanation.of("username", user(device.getUsername()))
                    .and("device", id(device.getDeviceId()))
                    .build())
        .toList();
  }

  /** Milliseconds as a time; null for none. */
  static @Nullable Instant time(long ms) {
    return ms == 0 ? null : Instant.ofEpochMilli(ms);
  }

  /** What the server says in words, as much of it as a sentence needs. */
  static @Nullable String words(String text) {
    if (text.isEmpty()) {
      return null;
    }
    return text.length() <= MAX_WORDS ? text : text.substring(0, MAX_WORDS) + "…";
  }

  /** An enum's value in lower case without its type's prefix; its number if it is unknown. */
  static String constant(ProtocolMessageEnum value, int number, String prefix) {
    String name = value.toString();
    return name.startsWith(prefix)
        ? name.substring(prefix.length()).toLowerCase(Locale.ROOT)
        : Integer.toString(number);
  }

  /** An unsigned number as it is, though Java has none. */
  static Object unsigned(long number) {
    return number < 0 ? Long.toUnsignedString(number) : (Object) number;
  }

  /** Which group agreement made a commit or group info; null if there is none. */
  static @Nullable String agreement(ByteString bytes) {
    if (bytes.isEmpty()) {
      return null;
    }
    return Byte.toUnsignedInt(bytes.byteAt(0)) == INTERIM ? "interim" : "other";
  }

  static Optional<EnvelopeHeader> envelope(ByteString sealed) {
    return EnvelopeHeader.of(Bytes.copyFrom(sealed.toByteArray()));
  }

  /** What an envelope shows; null if it is none that this version knows. */
  static @Nullable Explanation envelope(Optional<EnvelopeHeader> header) {
    return header
        .map(
            envelope ->
                Explanation.of("epoch", envelope.epoch().value())
                    .and("counter", envelope.counter())
                    .and("after_seq", envelope.place().seq().value())
                    .and("after_hash", envelope.place().hash().toString())
                    .and("sealed_bytes", envelope.sealedBytes())
                    .and("bucket_bytes", envelope.paddedBytes())
                    .and("well_padded", envelope.wellPadded())
                    .build())
        .orElse(null);
  }
}
