package chat.sotto.service.grpc;

import chat.sotto.service.domain.AuthKey;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.SealedVaultKeys;
import chat.sotto.service.domain.Username;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import com.google.common.base.Utf8;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The rules that fields of requests share. What breaks one is refused with the field's name. */
final class Fields {
  private static final int DEFAULT_PAGE = 100;
  private static final int MAX_PAGE_TOKEN = 200;
  private static final int ID_BYTES = 16;
  private static final int MAX_SEALED_VAULT_KEYS = 256;

  private Fields() {}

  /** Bytes of exactly this length. */
  static ByteString exactly(String field, ByteString value, int length) {
    if (value.size() != length) {
      throw RefusedException.invalidField(field, "must be " + length + " bytes");
    }
    return value;
  }

  /** Bytes of at most this length. */
  static ByteString atMost(String field, ByteString value, int length) {
    if (value.size() > length) {
      throw RefusedException.invalidField(field, "must be at most " + length + " bytes");
    }
    return value;
  }

  /** A device's id. The zero id is the server's. */
  static DeviceId deviceId(String field, ByteString value) {
    DeviceId id = DeviceId.of(exactly(field, value, ID_BYTES));
    if (id.equals(DeviceId.SERVER)) {
      throw RefusedException.invalidField(field, "must not be zero");
    }
    return id;
  }

  /** A user name, lower-cased. */
  static Username username(String field, String value) {
    return Username.parse(value)
        .orElseThrow(
            () ->
                RefusedException.invalid(
                    Reason.NAME_INVALID,
                    field,
                    "must be 2 to 32 letters a-z, digits, or . _ - and begin with a letter or"
                        + " digit"));
  }

  /** What proves a password or recovery code. */
  static AuthKey authKey(String field, ByteString value) {
    return AuthKey.of(exactly(field, value, AuthKey.SIZE));
  }

  /** Vault keys: both sealed copies or none. */
  static SealedVaultKeys vaultKeys(String field, chat.sotto.v1.SealedVaultKeys value) {
    if (value.getByPassword().isEmpty() != value.getByRecovery().isEmpty()) {
      throw RefusedException.invalidField(field, "must have both sealed copies or none");
    }
    return new SealedVaultKeys(
        sealedKeys(field + ".by_password", value.getByPassword()),
        sealedKeys(field + ".by_recovery", value.getByRecovery()));
  }

  /** One sealed copy of the vault keys. */
  static ByteString sealedKeys(String field, ByteString value) {
    return atMost(field, value, MAX_SEALED_VAULT_KEYS);
  }

  /** Text for display: bounded, without control characters. */
  static String text(String field, String value, int maxCharacters) {
    if (value.codePointCount(0, value.length()) > maxCharacters) {
      throw RefusedException.invalidField(
          field, "must be at most " + maxCharacters + " characters");
    }
    if (value.codePoints().anyMatch(Character::isISOControl)) {
      throw RefusedException.invalidField(field, "must not contain control characters");
    }
    return value;
  }

  /** Text of several lines that says something: bounded, without other control characters. */
  static String lines(String field, String value, int maxBytes) {
    if (value.isBlank()) {
      throw RefusedException.invalidField(field, "must not be empty");
    }
    int bytes = Utf8.encodedLength(value);
    if (bytes > maxBytes) {
      throw RefusedException.invalidField(
          field, "must be at most " + maxBytes + " bytes, not " + bytes);
    }
    if (value.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
      throw RefusedException.invalidField(
          field, "must not contain control characters but line ends and tabs");
    }
    return value;
  }

  /** How many items of a list are wanted. */
  static int pageSize(int value, int max) {
    if (value < 0 || value > max) {
      throw RefusedException.invalidField("page_size", "must be at most " + max);
    }
    return value == 0 ? DEFAULT_PAGE : value;
  }

  /** What a page token stands for: the last item of the page before. */
  static Optional<String> pageToken(String value) {
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (value.length() <= MAX_PAGE_TOKEN) {
        return Optional.of(
            new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8));
      }
    } catch (IllegalArgumentException e) {
      // Refused below.
    }
    throw badPageToken();
  }

  /** What a page token stands for, in lists of users. */
  static Optional<Username> pageTokenName(String value) {
    return pageToken(value).map(name -> Username.parse(name).orElseThrow(Fields::badPageToken));
  }

  /** The token by which a list goes on after an item. */
  static String nextPageToken(Optional<String> last) {
    return last.map(
            item ->
                Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(item.getBytes(StandardCharsets.UTF_8)))
        .orElse("");
  }

  private static RefusedException badPageToken() {
    return RefusedException.invalidField("page_token", "must come from the response before");
  }
}
