package chat.sotto.cli.output;

import chat.sotto.client.model.Announcement;
import chat.sotto.client.model.Backup;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatInfo;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.ChatRequest;
import chat.sotto.client.model.DeviceInfo;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.Invite;
import chat.sotto.client.model.Safety;
import chat.sotto.client.model.SentMessage;
import chat.sotto.client.model.ServerStats;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.UserInfo;
import chat.sotto.client.model.Username;
import chat.sotto.client.model.WhoAmI;
import chat.sotto.client.password.RecoveryCode;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** Text for people. Everything that somebody else wrote goes through {@link Printable}. */
public final class TextOutput implements Output {
  private final LineWriter out;
  private final LineWriter err;
  private final MessageText messages;

  /** Data go to {@code out}, all else to {@code err}; times are shown as in {@code zone}. */
  public TextOutput(LineWriter out, LineWriter err, ZoneId zone) {
    this.out = out;
    this.err = err;
    this.messages = new MessageText(zone);
  }

  @Override
  public void registered(WhoAmI who, RecoveryCode code) {
    note("registered and logged in as " + who.username());
    showCode(code);
  }

  @Override
  public void recovered(WhoAmI who, RecoveryCode code) {
    note(
        "the password of "
            + who.username()
            + " is changed; all sessions have ended: run sotto login");
    showCode(code);
  }

  private void showCode(RecoveryCode code) {
    note(
        "keep this recovery code: it is shown once, and alone opens the account without the password");
    out.line(code.format());
  }

  @Override
  public void whoAmI(WhoAmI who) {
    out.line("user     " + who.username());
    out.line("device   " + who.device());
    out.line("server   " + Printable.line(who.server()));
    out.line("session  " + (who.loggedIn() ? "logged in" : "logged out"));
  }

  @Override
  public void requested(ChatId chat, Username user) {
    note(user + " can be written to once they accept");
    out.line(chat.toString());
  }

  @Override
  public void requests(List<ChatRequest> requests) {
    if (requests.isEmpty()) {
      note("no requests");
      return;
    }
    Table table = new Table("CHAT", "FROM", "KIND", "TIME");
    for (ChatRequest request : requests) {
      table.row(
          request.chat(), request.from(), lower(request.kind()), messages.time(request.time()));
    }
    table.lines().forEach(out::line);
  }

  @Override
  public void chats(List<ChatInfo> chats) {
    if (chats.isEmpty()) {
      note("no chats yet; ask somebody with: sotto request NAME");
      return;
    }
    Table table = new Table("CHAT", "KIND", "STATE", "UNREAD", "LAST", "TITLE");
    for (ChatInfo chat : chats) {
      table.row(
          chat.chat(),
          lower(chat.kind()),
          lower(chat.state()),
          chat.unread(),
          chat.lastSeq(),
          chat.title());
    }
    table.lines().forEach(out::line);
  }

  @Override
  public void sent(SentMessage message) {
    out.line(message.seq().toString());
  }

  @Override
  public void messages(List<ChatMessage> list) {
    if (list.isEmpty()) {
      note("no messages");
    }
    for (ChatMessage message : list) {
      out.line(messages.inItsChat(message));
    }
  }

  @Override
  public void announcements(List<Announcement> announcements) {
    if (announcements.isEmpty()) {
      note("the server has announced nothing");
    }
    for (Announcement said : announcements) {
      out.line(messages.announcement(said));
    }
  }

  @Override
  public void backup(Backup backup) {
    note("backed up " + backup.bytes() + " bytes; it holds the server's keys, keep it safe");
    out.line(Printable.line(backup.path()));
  }

  @Override
  public void event(Event event) {
    if (event instanceof Event.ConnectionChanged change) {
      note(describe(change));
    } else {
      out.line(event.accept(messages));
    }
  }

  /** How the connection stands. */
  static String describe(Event.ConnectionChanged change) {
    String state = lower(change.state());
    return change.reason() == null ? state : state + ": " + change.reason();
  }

  @Override
  public void safety(Safety safety) {
    note(
        safety.verified()
            ? "verified: this number was compared with " + safety.username()
            : "not verified: compare this number with what "
                + safety.username()
                + " sees, then run: sotto verify "
                + safety.username());
    out.line(safety.number());
  }

  @Override
  public void devices(List<DeviceInfo> devices) {
    Table table = new Table("DEVICE", "NAME", "CREATED", "LAST SEEN", "");
    for (DeviceInfo device : devices) {
      table.row(
          device.device(),
          device.name(),
          messages.time(device.created()),
          device.lastSeen() == null ? "never" : messages.time(device.lastSeen()),
          device.current() ? "this one" : "");
    }
    table.lines().forEach(out::line);
  }

  @Override
  public void blocked(List<Username> users) {
    if (users.isEmpty()) {
      note("nobody is blocked");
    }
    for (Username user : users) {
      out.line(user.toString());
    }
  }

  @Override
  public void invite(Invite invite) {
    note(
        "admits "
            + (invite.uses() == 1 ? "one user" : invite.uses() + " users")
            + " until "
            + messages.time(invite.expires()));
    out.line(Printable.line(invite.link()));
  }

  @Override
  public void users(List<UserInfo> users) {
    Table table = new Table("USER", "CREATED", "LAST SEEN", "DEVICES", "");
    for (UserInfo user : users) {
      String marks = (user.operator() ? "operator " : "") + (user.disabled() ? "disabled" : "");
      table.row(
          user.username(),
          messages.time(user.created()),
          user.lastSeen() == null ? "never" : messages.time(user.lastSeen()),
          user.devices(),
          marks.strip());
    }
    table.lines().forEach(out::line);
  }

  @Override
  public void stats(ServerStats stats) {
    out.line("users    " + stats.users());
    out.line("devices  " + stats.devices());
    out.line("chats    " + stats.chats());
    out.line("entries  " + stats.entries());
    out.line("streams  " + stats.streams());
  }

  @Override
  public void data(List<String> lines, Fields fields) {
    lines.forEach(line -> out.line(Printable.line(line)));
  }

  @Override
  public void done(String sentence, Fields ids) {
    note(sentence);
  }

  @Override
  public void note(String sentence) {
    err.line("sotto: " + Printable.line(sentence));
  }

  @Override
  public void failure(SottoException failure) {
    err.line("sotto: " + Printable.line(failure.getMessage()));
    failure.hint().ifPresent(hint -> err.line("  hint: " + Printable.line(hint)));
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
