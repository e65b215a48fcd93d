package chat.sotto.client.session;

import chat.sotto.client.chatlog.ChatCursor;
import chat.sotto.client.codec.MalformedBytesException;
import chat.sotto.client.content.ContentCodec;
import chat.sotto.client.content.Draft;
import chat.sotto.client.content.Opened;
import chat.sotto.client.content.PayloadCipher;
import chat.sotto.client.content.PayloadKind;
import chat.sotto.client.content.Received;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.Username;
import chat.sotto.client.profile.Mark;
import chat.sotto.client.transport.ClientFrame;
import chat.sotto.client.transport.ServerFrame;
import com.google.crypto.tink.util.Bytes;
import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said about a chat beside its log: delivered, read, typing. Nothing of it is kept for
 * sure: one that does not open, being of another epoch, is dropped. Confined to the chat's
 * executor.
 */
final class Signs {

  private static final Logger LOG = LoggerFactory.getLogger(Signs.class);

  private final SessionContext context;
  private final ChatBook book;
  private final Map<DeviceId, Long> readCounters = new HashMap<>();
  private final Map<DeviceId, Long> typingCounters = new HashMap<>();

  Signs(SessionContext context, ChatBook book) {
    this.context = context;
    this.book = book;
  }

  /** Moves the own read mark, here and for the others. Never back. */
  void markRead(Seq seq) {
    boolean moved =
        context
            .profile()
            .chats()
            .advance(book.chat(), new Mark(context.self().user(), Seq.ZERO, seq));
    if (moved) {
      seal(PayloadKind.READ_MARK, ContentCodec.readMark(seq))
          .ifPresent(bytes -> context.uplink().offer(new ClientFrame.MarkRead(book.chat(), bytes)));
    }
  }

  /** Says that the user types, or stopped. */
  void typing(boolean typing) {
    if (context.uplink().isOpen()) {
      seal(PayloadKind.TYPING, ContentCodec.typing(typing))
          .ifPresent(bytes -> context.uplink().offer(new ClientFrame.Typing(book.chat(), bytes)));
    }
  }

  private Optional<ByteString> seal(PayloadKind kind, Bytes content) {
    Optional<ChatCursor> cursor = book.cursor();
    if (cursor.flatMap(ChatCursor::group).isEmpty() || book.notes().stopped().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        ByteString.copyFrom(
            PayloadCipher.seal(
                cursor.get().group().orElseThrow(),
                context.self(),
                new Draft(
                    kind,
                    ClientMessageId.NONE,
                    book.reserveCounters(1),
                    cursor.get().head(),
                    content))));
  }

  void onFrame(ServerFrame frame) {
    try {
      if (frame instanceof ServerFrame.Delivered delivered) {
        delivered(delivered);
      } else if (frame instanceof ServerFrame.ReadMarkMoved moved) {
        Optional<Opened.Accepted> opened =
            open(PayloadKind.READ_MARK, moved.device(), moved.sealed(), readCounters);
        if (opened.isPresent()) {
          read(opened.get().author().user(), ContentCodec.parseReadMark(opened.get().content()));
        }
      } else if (frame instanceof ServerFrame.TypingSign sign) {
        Optional<Opened.Accepted> opened =
            open(PayloadKind.TYPING, sign.device(), sign.sealed(), typingCounters);
        if (opened.isPresent()) {
          context
              .hub()
              .emit(
                  new Event.Typing(
                      book.chat(),
                      opened.get().author().user(),
                      ContentCodec.parseTyping(opened.get().content())));
        }
      }
    } catch (MalformedBytesException e) {
      LOG.info("chat {}: a sign does not decode", book.chat());
    }
  }

  private void delivered(ServerFrame.Delivered delivered) {
    boolean other =
        !delivered.user().equals(context.self().user())
            && book.info().stream()
                .flatMap(info -> info.members().stream())
                .anyMatch(member -> member.username().equals(delivered.user()));
    Seq seq = new Seq(delivered.seq());
    if (other
        && context
            .profile()
            .chats()
            .advance(book.chat(), new Mark(delivered.user(), seq, Seq.ZERO))) {
      context.hub().emit(new Event.Delivered(book.chat(), delivered.user(), seq));
    }
  }

  private void read(Username who, Seq seq) {
    if (context.profile().chats().advance(book.chat(), new Mark(who, Seq.ZERO, seq))) {
      context.hub().emit(new Event.Read(book.chat(), who, seq));
    }
  }

  private Optional<Opened.Accepted> open(
      PayloadKind kind, DeviceId device, ByteString sealed, Map<DeviceId, Long> counters) {
    if (book.group().isEmpty()) {
      return Optional.empty();
    }
    Opened opened =
        PayloadCipher.open(
            book.group().get(),
            new Received(
                kind,
                device,
                ClientMessageId.NONE,
                Optional.empty(),
                counters.getOrDefault(device, 0L),
                Bytes.copyFrom(sealed.toByteArray())));
    if (opened instanceof Opened.Accepted accepted) {
      counters.put(device, accepted.counter());
      return Optional.of(accepted);
    }
    return Optional.empty();
  }
}
