package chat.sotto.service.grpc.chat;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ChatKind;
import chat.sotto.service.domain.Invitation;
import chat.sotto.service.domain.Username;
import chat.sotto.service.usecase.RefusedException;
import com.google.common.io.BaseEncoding;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * Page sizes and tokens. A token names the last element of its page, so a list may change between
 * two pages; it lets nobody see more than the list itself. Every method throws {@link
 * RefusedException} for what it did not make.
 */
final class PageTokens {
  private static final int ID_SIZE = 16;
  private static final int INVITATION_SIZE = 1 + Long.BYTES + ID_SIZE;
  private static final int MAX_TOKEN = 128;
  private static final BaseEncoding ENCODING = BaseEncoding.base64Url().omitPadding();

  private PageTokens() {}

  /** The page size to use, 0 meaning the default. */
  static int size(int asked, int byDefault, int most) {
    if (asked < 0 || asked > most) {
      throw RefusedException.invalidField("page_size", "is at most " + most);
    }
    return asked == 0 ? byDefault : asked;
  }

  static String after(ChatId chat) {
    return ENCODING.encode(chat.toBytes());
  }

  static Optional<ChatId> chat(String token) {
    return decode(token)
        .map(
            bytes -> {
              if (bytes.length != ID_SIZE) {
                throw unknown();
              }
              return ChatId.of(bytes);
            });
  }

  static String after(Invitation invitation) {
    byte[] from = invitation.from().value().getBytes(StandardCharsets.US_ASCII);
    return ENCODING.encode(
        ByteBuffer.allocate(INVITATION_SIZE + from.length)
            .put((byte) ChatProtos.kind(invitation.kind()).getNumber())
            .putLong(invitation.time().toEpochMilli())
            .put(invitation.chat().toBytes())
            .put(from)
            .array());
  }

  static Optional<Invitation> invitation(String token) {
    return decode(token).map(PageTokens::readInvitation);
  }

  private static Invitation readInvitation(byte[] bytes) {
    if (bytes.length < INVITATION_SIZE) {
      throw unknown();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    ChatKind kind = ChatProtos.kind(in.get()).orElseThrow(PageTokens::unknown);
    Instant time = Instant.ofEpochMilli(in.getLong());
    ChatId chat = ChatId.of(ByteString.copyFrom(in, ID_SIZE));
    String from = StandardCharsets.US_ASCII.decode(in).toString();
    return new Invitation(chat, kind, Username.parse(from).orElseThrow(PageTokens::unknown), time);
  }

  private static Optional<byte[]> decode(String token) {
    if (token.isEmpty()) {
      return Optional.empty();
    }
    if (token.length() > MAX_TOKEN || !ENCODING.canDecode(token)) {
      throw unknown();
    }
    return Optional.of(ENCODING.decode(token));
  }

  private static RefusedException unknown() {
    return RefusedException.invalidField("page_token", "is not from a response before");
  }
}
