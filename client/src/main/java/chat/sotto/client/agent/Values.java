package chat.sotto.client.agent;

import chat.sotto.client.model.Announcement;
import chat.sotto.client.model.Backup;
import chat.sotto.client.model.ChatInfo;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.ChatRequest;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.Credentials;
import chat.sotto.client.model.DeviceInfo;
import chat.sotto.client.model.Failure;
import chat.sotto.client.model.FileInfo;
import chat.sotto.client.model.ImageInfo;
import chat.sotto.client.model.Invite;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.MessageStatus;
import chat.sotto.client.model.Safety;
import chat.sotto.client.model.SavedFile;
import chat.sotto.client.model.SentMessage;
import chat.sotto.client.model.ServerStats;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.UserInfo;
import chat.sotto.client.model.Username;
import chat.sotto.client.model.WhoAmI;
import chat.sotto.client.primitives.Secrets;
import com.google.crypto.tink.util.Bytes;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The values of the facade as JSON: each with its writer and its reader. */
final class Values {
  private Values() {}

  static Json write(WhoAmI value) {
    return Json.empty()
        .with("username", value.username())
        .with("device", value.device())
        .with("server", value.server())
        .with("logged_in", value.loggedIn());
  }

  static WhoAmI readWhoAmI(Json json) {
    return new WhoAmI(
        json.username("username"),
        json.device("device"),
        json.text("server"),
        json.flag("logged_in"));
  }

  static String base64(byte[] value) {
    return Base64.getEncoder().encodeToString(value);
  }

  static Json write(ChatInfo value) {
    JsonArray members = new JsonArray();
    value.members().forEach(member -> members.add(member.value()));
    return Json.empty()
        .with("chat", value.chat())
        .with("kind", value.kind())
        .with("title", value.title())
        .with("members", members)
        .with("state", value.state())
        .with("unread", value.unread())
        .with("last_seq", value.lastSeq());
  }

  static ChatInfo readChatInfo(Json json) {
    List<Username> members = new ArrayList<>();
    JsonElement array = json.object().get("members");
    if (array == null || !array.isJsonArray()) {
      throw new Json.MalformedException("members");
    }
    array.getAsJsonArray().forEach(member -> members.add(Username.parse(member.getAsString())));
    return new ChatInfo(
        json.chat("chat"),
        json.constant(ChatKind.class, "kind"),
        json.text("title"),
        members,
        json.constant(ChatState.class, "state"),
        json.number("unread"),
        json.seq("last_seq"));
  }

  static Json write(ChatRequest value) {
    return Json.empty()
        .with("chat", value.chat())
        .with("from", value.from())
        .with("kind", value.kind())
        .with("time", value.time());
  }

  static ChatRequest readChatRequest(Json json) {
    return new ChatRequest(
        json.chat("chat"),
        json.username("from"),
        json.constant(ChatKind.class, "kind"),
        json.time("time"));
  }

  static Json write(ChatMessage value) {
    FileInfo file = value.file();
    return Json.empty()
        .with("chat", value.chat())
        .with("seq", value.seq())
        .with("sender", value.sender())
        .with("device", value.device())
        .with("time", value.time())
        .with("kind", value.kind())
        .with("text", value.text())
        .with("reply_to", value.replyTo())
        .with("file", file == null ? null : write(file).object())
        .with("status", value.status());
  }

  static ChatMessage readChatMessage(Json json) {
    return new ChatMessage(
        json.chat("chat"),
        json.seq("seq"),
        json.usernameOrNull("sender"),
        json.deviceOrNull("device"),
        json.time("time"),
        json.constant(MessageKind.class, "kind"),
        json.textOrNull("text"),
        json.seqOrNull("reply_to"),
        json.has("file") ? readFileInfo(json.child("file")) : null,
        json.has("status") ? json.constant(MessageStatus.class, "status") : null);
  }

  static Json write(FileInfo value) {
    ImageInfo image = value.image();
    Json json =
        Json.empty()
            .with("name", value.name())
            .with("media_type", value.mediaType())
            .with("size", value.size())
            .with("sha256", value.sha256());
    return image == null
        ? json
        : json.with("width", image.width())
            .with("height", image.height())
            .with("thumbnail", base64(image.thumbnail().toByteArray()));
  }

  static FileInfo readFileInfo(Json json) {
    return new FileInfo(
        json.text("name"),
        json.text("media_type"),
        json.number("size"),
        json.text("sha256"),
        json.has("width")
            ? new ImageInfo(
                json.integer("width"),
                json.integer("height"),
                Bytes.copyFrom(json.bytes("thumbnail")))
            : null);
  }

  static Json write(SavedFile value) {
    return Json.empty().with("path", value.path()).with("file", write(value.file()).object());
  }

  static SavedFile readSavedFile(Json json) {
    return new SavedFile(Path.of(json.text("path")), readFileInfo(json.child("file")));
  }

  static Json write(SentMessage value) {
    return Json.empty()
        .with("chat", value.chat())
        .with("seq", value.seq())
        .with("time", value.time());
  }

  static SentMessage readSentMessage(Json json) {
    return new SentMessage(json.chat("chat"), json.seq("seq"), json.time("time"));
  }

  static Json write(Safety value) {
    return Json.empty()
        .with("username", value.username())
        .with("number", value.number())
        .with("verified", value.verified());
  }

  static Safety readSafety(Json json) {
    return new Safety(json.username("username"), json.text("number"), json.flag("verified"));
  }

  static Json write(DeviceInfo value) {
    return Json.empty()
        .with("device", value.device())
        .with("name", value.name())
        .with("created", value.created())
        .with("last_seen", value.lastSeen())
        .with("current", value.current());
  }

  static DeviceInfo readDeviceInfo(Json json) {
    return new DeviceInfo(
        json.device("device"),
        json.text("name"),
        json.time("created"),
        json.timeOrNull("last_seen"),
        json.flag("current"));
  }

  static Json write(Credentials value) {
    return Json.empty()
        .with("username", value.username())
        .with("device", value.device())
        .with("chat", value.chat())
        .with("enrolment", value.enrolment())
        .with("server_name", value.serverName())
        .with("ca", value.caPem())
        .with("certificate", value.certificatePem())
        .with("certificate_ends", value.certificateEnds())
        .with("key", new String(Secrets.export(value.keyPem()), StandardCharsets.US_ASCII))
        .with("token", Base64.getEncoder().encodeToString(Secrets.export(value.token())));
  }

  static Credentials readCredentials(Json json) {
    return new Credentials(
        json.username("username"),
        json.device("device"),
        json.text("chat"),
        json.text("enrolment"),
        json.text("server_name"),
        json.text("ca"),
        json.text("certificate"),
        json.time("certificate_ends"),
        Secrets.of(json.text("key").getBytes(StandardCharsets.US_ASCII)),
        Secrets.of(readBase64(json, "token")));
  }

  private static byte[] readBase64(Json json, String name) {
    try {
      return Base64.getDecoder().decode(json.text(name));
    } catch (IllegalArgumentException e) {
      throw new Json.MalformedException(name);
    }
  }

  static Json write(Invite value) {
    return Json.empty()
        .with("link", value.link())
        .with("uses", value.uses())
        .with("expires", value.expires());
  }

  static Invite readInvite(Json json) {
    return new Invite(json.text("link"), json.integer("uses"), json.time("expires"));
  }

  static Json write(UserInfo value) {
    return Json.empty()
        .with("username", value.username())
        .with("created", value.created())
        .with("last_seen", value.lastSeen())
        .with("devices", value.devices())
        .with("disabled", value.disabled())
        .with("operator", value.operator());
  }

  static UserInfo readUserInfo(Json json) {
    return new UserInfo(
        json.username("username"),
        json.time("created"),
        json.timeOrNull("last_seen"),
        json.integer("devices"),
        json.flag("disabled"),
        json.flag("operator"));
  }

  static Json write(ServerStats value) {
    return Json.empty()
        .with("users", value.users())
        .with("devices", value.devices())
        .with("chats", value.chats())
        .with("entries", value.entries())
        .with("streams", value.streams());
  }

  static ServerStats readServerStats(Json json) {
    return new ServerStats(
        json.number("users"),
        json.number("devices"),
        json.number("chats"),
        json.number("entries"),
        json.number("streams"));
  }

  static Json write(Announcement value) {
    return Json.empty()
        .with("id", value.id())
        .with("time", value.time())
        .with("text", value.text())
        .with("whispered", value.whispered());
  }

  static Announcement readAnnouncement(Json json) {
    return new Announcement(
        json.number("id"), json.time("time"), json.text("text"), json.flag("whispered"));
  }

  static Json write(Backup value) {
    return Json.empty()
        .with("path", value.path())
        .with("bytes", value.bytes())
        .with("time", value.time());
  }

  static Backup readBackup(Json json) {
    return new Backup(json.text("path"), json.number("bytes"), json.time("time"));
  }

  static Json write(SottoException value) {
    return Json.empty()
        .with("reason", value.reason())
        .with("failure", value.failure())
        .with("message", value.getMessage())
        .with("hint", value.hint().orElse(null))
        .with("field", value.field().orElse(null));
  }

  static SottoException readFailure(Json json) {
    SottoException failure =
        SottoException.named(
            json.text("reason"), json.constant(Failure.class, "failure"), json.text("message"));
    if (json.has("hint")) {
      failure = failure.hint(json.text("hint"));
    }
    return json.has("field") ? failure.field(json.text("field")) : failure;
  }
}
