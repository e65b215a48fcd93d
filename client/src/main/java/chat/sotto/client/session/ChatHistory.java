package chat.sotto.client.session;

import chat.sotto.client.attachment.SealedFile;
import chat.sotto.client.codec.MalformedBytesException;
import chat.sotto.client.content.ContentCodec;
import chat.sotto.client.content.MessageContent;
import chat.sotto.client.identity.LocalDevice;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatInfo;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.MessageStatus;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.client.profile.Mark;
import chat.sotto.client.profile.OutboxMessage;
import chat.sotto.client.profile.StoredChat;
import chat.sotto.client.profile.StoredEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the profile holds, as users see it. */
final class ChatHistory {

  private ChatHistory() {}

  /** An entry as a message; marks tell how far an own one has come. */
  static ChatMessage message(ChatId chat, StoredEntry entry, List<Mark> marks, Username self) {
    SealedFile file = entry.file();
    return new ChatMessage(
        chat,
        entry.seq(),
        entry.sender(),
        entry.device().equals(DeviceId.NONE) ? null : entry.device(),
        entry.time(),
        entry.kind(),
        entry.text(),
        entry.replyTo(),
        file == null ? null : file.info(),
        status(entry, marks, self));
  }

  /** What waited in the outbox and will never be sent. */
  static ChatMessage notSent(OutboxMessage message, LocalDevice self) {
    MessageContent content;
    try {
      content = ContentCodec.parse(message.content());
    } catch (MalformedBytesException e) {
      throw new SottoException(Reason.PROFILE_UNREADABLE, "a waiting message cannot be read")
          .cause(e);
    }
    return new ChatMessage(
        message.chat(),
        Seq.ZERO,
        self.user(),
        self.device(),
        message.queued(),
        MessageKind.NOT_SENT,
        written(content),
        content.replyTo().orElse(null),
        content instanceof MessageContent.File file ? file.file().info() : null,
        null);
  }

  private static @Nullable String written(MessageContent content) {
    if (content instanceof MessageContent.Text text) {
      return text.text();
    }
    return content instanceof MessageContent.File file && !file.caption().isEmpty()
        ? file.caption()
        : null;
  }

  private static @Nullable MessageStatus status(
      StoredEntry entry, List<Mark> marks, Username self) {
    if (!self.equals(entry.sender())) {
      return null;
    }
    MessageStatus status = MessageStatus.SENT;
    for (Mark mark : marks) {
      if (mark.username().equals(self)) {
        continue;
      }
      if (mark.read().compareTo(entry.seq()) >= 0) {
        return MessageStatus.READ;
      }
      if (mark.delivered().compareTo(entry.seq()) >= 0) {
        status = MessageStatus.DELIVERED;
      }
    }
    return status;
  }

  /** A chat as its user sees it in a list. */
  static ChatInfo info(StoredChat chat, Username self, long unread, Seq last) {
    List<Username> members =
        chat.members().stream().map(StoredChat.Member::username).distinct().sorted().toList();
    String title =
        chat.kind() == ChatKind.DIRECT
            ? members.stream()
                .filter(name -> !name.equals(self))
                .findFirst()
                .map(Username::value)
                .orElse("")
            : chat.title();
    return new ChatInfo(chat.chat(), chat.kind(), title, members, chat.state(), unread, last);
  }
}
