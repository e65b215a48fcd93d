package chat.sotto.cli.output;

import chat.sotto.client.model.Announcement;
import chat.sotto.client.model.Backup;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatInfo;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.ChatRequest;
import chat.sotto.client.model.DeviceInfo;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.FileInfo;
import chat.sotto.client.model.ImageInfo;
import chat.sotto.client.model.Invite;
import chat.sotto.client.model.Safety;
import chat.sotto.client.model.SentMessage;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.ServerStats;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.UserInfo;
import chat.sotto.client.model.Username;
import chat.sotto.client.model.WhoAmI;
import chat.sotto.client.password.RecoveryCode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One JSON object on each line. */
public final class JsonOutput implements Output {
  private final LineWriter out;
  private final LineWriter err;

  /** Data go to {@code out}, notes and failures to {@code err}. */
  public JsonOutput(LineWriter out, LineWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void registered(WhoAmI who, RecoveryCode code) {
    print(
        Fields.of("username", who.username())
            .and("device", who.device())
            .and("recovery_code", code.format()));
  }

  @Override
  public void recovered(WhoAmI who, RecoveryCode code) {
    print(
        Fields.of("ok", true).and("username", who.username()).and("recovery_code", code.format()));
  }

  @Override
  public void whoAmI(WhoAmI who) {
    print(
        Fields.of("username", who.username())
            .and("device", who.device())
            .and("server", who.server())
            .and("logged_in", who.loggedIn()));
  }

  @Override
  public void requested(ChatId chat, Username user) {
    print(Fields.of("chat", chat));
  }

  @Override
  public void requests(List<ChatRequest> requests) {
    for (ChatRequest request : requests) {
      print(
          Fields.of("chat", request.chat())
              .and("from", request.from())
              .and("kind", request.kind())
              .and("time", request.time()));
    }
  }

  @Override
  public void chats(List<ChatInfo> chats) {
    for (ChatInfo chat : chats) {
      print(
          Fields.of("chat", chat.chat())
              .and("kind", chat.kind())
              .and("title", chat.title())
              .and("members", chat.members())
              .and("state", chat.state())
              .and("unread", chat.unread())
              .and("last_seq", chat.lastSeq().value()));
    }
  }

  @Override
  public void sent(SentMessage message) {
    print(
        Fields.of("chat", message.chat())
            .and("seq", message.seq().value())
            .and("time", message.time()));
  }

  @Override
  public void messages(List<ChatMessage> messages) {
    for (ChatMessage message : messages) {
      print(message(message));
    }
  }

  @Override
  public void announcements(List<Announcement> announcements) {
    announcements.forEach(said -> print(announcement(said)));
  }

  @Override
  public void backup(Backup backup) {
    print(Fields.of("path", backup.path()).and("bytes", backup.bytes()).and("time", backup.time()));
  }

  @Override
  public void event(Event event) {
    if (event instanceof Event.ConnectionChanged change) {
      // About this process, not about a chat.
      note(TextOutput.describe(change));
    } else {
      print(event.accept(EVENT));
    }
  }

  @Override
  public void safety(Safety safety) {
    print(
        Fields.of("username", safety.username())
            .and("number", safety.number())
            .and("verified", safety.verified()));
  }

  @Override
  public void devices(List<DeviceInfo> devices) {
    for (DeviceInfo device : devices) {
      print(
          Fields.of("device", device.device())
              .and("name", device.name())
              .and("created", device.created())
              .and("last_seen", device.lastSeen())
              .and("current", device.current()));
    }
  }

  @Override
  public void blocked(List<Username> users) {
    for (Username user : users) {
      print(Fields.of("username", user));
    }
  }

  @Override
  public void invite(Invite invite) {
    print(
        Fields.of("link", invite.link())
            .and("uses", invite.uses())
            .and("expires", invite.expires()));
  }

  @Override
  public void users(List<UserInfo> users) {
    for (UserInfo user : users) {
      print(
          Fields.of("username", user.username())
              .and("created", user.created())
              .and("last_seen", user.lastSeen())
              .and("devices", user.devices())
              .and("disabled", user.disabled())
              .and("operator", user.operator()));
    }
  }

  @Override
  public void stats(ServerStats stats) {
    print(
        Fields.of("users", stats.users())
            .and("devices", stats.devices())
            .and("chats", stats.chats())
            .and("entries", stats.entries())
            .and("streams", stats.streams()));
  }

  @Override
  public void data(List<String> lines, Fields fields) {
    print(fields);
  }

  @Override
  public void done(String sentence, Fields ids) {
    print(Fields.of("ok", true).and(ids));
  }

  @Override
  public void note(String sentence) {
    err.line("sotto: " + Printable.line(sentence));
  }

  @Override
  public void failure(SottoException failure) {
    err.line(
        Fields.of(
                "error",
                Fields.of("reason", failure.reason())
                    .and("message", failure.getMessage())
                    .and("hint", failure.hint().orElse(null)))
            .toJson());
  }

  private void print(Fields fields) {
    out.line(fields.toJson());
  }

  private static Fields message(ChatMessage message) {
    return entry(
            message.chat(), message.seq(), message.sender(), message.kind().name(), message.text())
        .and("device", message.device())
        .and("time", message.time())
        .and("reply_to", message.replyTo() == null ? null : message.replyTo().value())
        .and("file", message.file() == null ? null : file(message.file()))
        .and("status", message.status());
  }

  private static Fields file(FileInfo file) {
    ImageInfo image = file.image();
    return Fields.of("name", file.name())
        .and("type", file.mediaType())
        .and("size", file.size())
        .and("sha256", file.sha256())
        .and("width", image == null ? null : image.width())
        .and("height", image == null ? null : image.height());
  }

  /** The fields that all lines of {@code read} and {@code listen} have, in their order. */
  private static Fields entry(
      @Nullable ChatId chat,
      @Nullable Seq seq,
      @Nullable Username sender,
      String kind,
      @Nullable String text) {
    return Fields.of("chat", chat)
        .and("seq", seq == null ? null : seq.value())
        .and("sender", sender)
        .and("device", null)
        .and("time", null)
        .and("kind", kind.toLowerCase(Locale.ROOT))
        .and("text", text)
        .and("reply_to", null)
        .and("file", null);
  }

  private static Fields announcement(Announcement said) {
    return entry(null, null, null, "announcement", said.text())
        .and("time", said.time())
        .and("id", said.id())
        .and("whispered", said.whispered());
  }

  private static final Event.Visitor<Fields> EVENT =
      new Event.Visitor<>() {
        @Override
        public Fields onMessageReceived(Event.MessageReceived event) {
          return message(event.message());
        }

        @Override
        public Fields onDelivered(Event.Delivered event) {
          return entry(event.chat(), event.seq(), event.by(), "delivered", null);
        }

        @Override
        public Fields onRead(Event.Read event) {
          return entry(event.chat(), event.seq(), event.by(), "read", null);
        }

        @Override
        public Fields onTyping(Event.Typing event) {
          return entry(event.chat(), null, event.by(), "typing", null)
              .and("typing", event.typing());
        }

        @Override
        public Fields onRequestReceived(Event.RequestReceived event) {
          return entry(event.request().chat(), null, event.request().from(), "request", null)
              .and("time", event.request().time());
        }

        @Override
        public Fields onChatChanged(Event.ChatChanged event) {
          ChatInfo chat = event.chat();
          return entry(chat.chat(), chat.lastSeq(), null, "chat", null)
              .and("title", chat.title())
              .and("members", chat.members())
              .and("state", chat.state())
              .and("unread", chat.unread());
        }

        @Override
        public Fields onMessageDeleted(Event.MessageDeleted event) {
          return entry(event.chat(), event.seq(), null, "deleted", null);
        }

        @Override
        public Fields onConnectionChanged(Event.ConnectionChanged event) {
          return entry(null, null, null, "connection", TextOutput.describe(event));
        }

        @Override
        public Fields onSecurityWarning(Event.SecurityWarning event) {
          return entry(event.chat(), null, event.username(), "warning", event.message())
              .and("reason", event.kind().name());
        }

        @Override
        public Fields onAnnounced(Event.Announced event) {
          return announcement(event.announcement());
        }
      };
}
