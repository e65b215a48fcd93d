package chat.sotto.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import chat.sotto.client.model.Announcement;
import chat.sotto.client.model.ChatInfo;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.ChatRequest;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.ConnectionState;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.Seq;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs read, field by field: names are a promise. */
class JsonLinesTest {
  private static final String CHAT = "00112233445566778899aabbccddeeff";
  private static final String DEVICE = "0123456789abcdef0123456789abcdef";
  private static final String TIME = "2026-11-21T03:04:05.678Z";

  @TempDir Path home;
  private Sotto sotto;

  @BeforeEach
  void start() {
    sotto = new Sotto(home);
  }

  private void prints(String json, String... arguments) {
    String[] withJson = new String[arguments.length + 1];
    System.arraycopy(arguments, 0, withJson, 0, arguments.length);
    withJson[arguments.length] = "--json";
    int code = sotto.run(withJson);
    assertThat(sotto.out.strip()).isEqualTo(json);
    assertThat(code).isZero();
  }

  @Test
  void register_printsRecoveryCode() {
    prints(
        "{\"username\":\"alice\",\"device\":\""
            + DEVICE
            + "\",\"recovery_code\":\"ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567\"}",
        "register",
        "--join",
        "sotto://localhost:1/#x",
        "--username",
        "Alice");
  }

  @Test
  void login_printsWho() {
    sotto.world.loggedIn = false;
    prints("{\"ok\":true,\"username\":\"alice\",\"device\":\"" + DEVICE + "\"}", "login");
    assertThat(sotto.world.loggedIn).isTrue();
  }

  @Test
  void logout_printsWho() {
    prints("{\"ok\":true,\"username\":\"alice\",\"device\":\"" + DEVICE + "\"}", "logout");
    assertThat(sotto.world.loggedIn).isFalse();
  }

  @Test
  void whoami_printsProfile() {
    prints(
        "{\"username\":\"alice\",\"device\":\""
            + DEVICE
            + "\",\"server\":\"a0a1a2a3a4a5a6a7a8a9aaabacadaeaf\",\"logged_in\":true}",
        "whoami");
  }

  @Test
  void request_printsChat() {
    prints("{\"chat\":\"" + CHAT + "\"}", "request", "bob");
  }

  @Test
  void requests_printsEach() {
    prints(
        "{\"chat\":\"ffeeddccbbaa99887766554433221100\",\"from\":\"bob\",\"kind\":\"direct\",\"time\":\""
            + TIME
            + "\"}",
        "requests");
  }

  @Test
  void accept_printsChat() {
    prints("{\"ok\":true,\"chat\":\"ffeeddccbbaa99887766554433221100\"}", "accept", "ffeedd");
    assertThat(sotto.world.calls).contains("accept ffeeddccbbaa99887766554433221100");
  }

  @Test
  void accept_byTheNameOfWhoAsks_meansTheRequest() {
    prints("{\"ok\":true,\"chat\":\"ffeeddccbbaa99887766554433221100\"}", "accept", "Bob");
  }

  @Test
  void accept_repeated_meansTheChat() {
    prints("{\"ok\":true,\"chat\":\"" + CHAT + "\"}", "accept", "001122");
  }

  @Test
  void decline_printsChat() {
    prints("{\"ok\":true,\"chat\":\"ffeeddccbbaa99887766554433221100\"}", "decline", "ffeedd");
    assertThat(sotto.world.calls).contains("decline ffeeddccbbaa99887766554433221100");
  }

  @Test
  void chats_printsEach() {
    prints(
        "{\"chat\":\""
            + CHAT
            + "\",\"kind\":\"direct\",\"title\":\"bob\",\"members\":[\"alice\",\"bob\"],"
            + "\"state\":\"active\",\"unread\":2,\"last_seq\":7}",
        "chats");
  }

  @Test
  void send_printsPlaceAndTime() {
    prints("{\"chat\":\"" + CHAT + "\",\"seq\":1,\"time\":\"" + TIME + "\"}", "send", "bob", "hi");
  }

  @Test
  void read_printsEachMessage() {
    sotto.world.says(SmallWorld.BOB, "tea?");
    sotto.run("send", "bob", "yes", "--reply", "1");
    prints(
        "{\"chat\":\""
            + CHAT
            + "\",\"seq\":1,\"sender\":\"bob\",\"device\":\"fedcba9876543210fedcba9876543210\",\"time\":\""
            + TIME
            + "\",\"kind\":\"text\",\"text\":\"tea?\",\"reply_to\":null,\"file\":null,\"status\":null}\n"
            + "{\"chat\":\""
            + CHAT
            + "\",\"seq\":2,\"sender\":\"alice\",\"device\":\""
            + DEVICE
            + "\",\"time\":\""
            + TIME
            + "\",\"kind\":\"text\",\"text\":\"yes\",\"reply_to\":1,\"file\":null,\"status\":\"sent\"}",
        "read",
        "bob");
  }

  @Test
  void listen_printsMessagesWithTheSameFieldsAsRead() {
    sotto.world.waiting.add(new Event.MessageReceived(sotto.world.says(SmallWorld.BOB, "hi")));
    prints(
        "{\"chat\":\""
            + CHAT
            + "\",\"seq\":1,\"sender\":\"bob\",\"device\":\"fedcba9876543210fedcba9876543210\",\"time\":\""
            + TIME
            + "\",\"kind\":\"text\",\"text\":\"hi\",\"reply_to\":null,\"file\":null,\"status\":null}",
        "listen",
        "--count",
        "1");
  }

  @Test
  void listen_printsEventsWithTheFieldsOfMessages() {
    sotto.world.waiting.addAll(
        List.of(
            new Event.ConnectionChanged(ConnectionState.ONLINE, null),
            new Event.Delivered(SmallWorld.CHAT, SmallWorld.BOB, new Seq(4)),
            new Event.Read(SmallWorld.CHAT, SmallWorld.BOB, new Seq(3)),
            new Event.Typing(SmallWorld.CHAT, SmallWorld.BOB, true),
            new Event.RequestReceived(
                new ChatRequest(
                    SmallWorld.REQUESTED, SmallWorld.BOB, ChatKind.DIRECT, SmallWorld.NOW)),
            new Event.ChatChanged(
                new ChatInfo(
                    SmallWorld.CHAT,
                    ChatKind.DIRECT,
                    "bob",
                    List.of(SmallWorld.BOB),
                    ChatState.CLOSED,
                    0,
                    new Seq(9))),
            new Event.MessageDeleted(SmallWorld.CHAT, new Seq(2)),
            new Event.SecurityWarning(
                Event.SecurityWarning.Kind.LOG_DIFFERS, SmallWorld.CHAT, null, "the log differs"),
            new Event.MessageReceived(sotto.world.says(SmallWorld.BOB, "end"))));
    assertThat(sotto.run("listen", "--json", "--count", "1")).isZero();
    String chat = "{\"chat\":\"" + CHAT + "\",\"seq\":";
    String none = "\"device\":null,\"time\":null,\"kind\":";
    String rest = "\"text\":null,\"reply_to\":null,\"file\":null";
    assertThat(sotto.out.lines().limit(7))
        .containsExactly(
            chat + "4,\"sender\":\"bob\"," + none + "\"delivered\"," + rest + "}",
            chat + "3,\"sender\":\"bob\"," + none + "\"read\"," + rest + "}",
            chat + "null,\"sender\":\"bob\"," + none + "\"typing\"," + rest + ",\"typing\":true}",
            "{\"chat\":\"ffeeddccbbaa99887766554433221100\",\"seq\":null,\"sender\":\"bob\","
                + "\"device\":null,\"time\":\""
                + TIME
                + "\",\"kind\":\"request\","
                + rest
                + "}",
            chat
                + "9,\"sender\":null,"
                + none
                + "\"chat\","
                + rest
                + ",\"title\":\"bob\",\"members\":[\"bob\"],\"state\":\"closed\",\"unread\":0}",
            chat + "2,\"sender\":null," + none + "\"deleted\"," + rest + "}",
            chat
                + "null,\"sender\":null,"
                + none
                + "\"warning\",\"text\":\"the log differs\",\"reply_to\":null,\"file\":null,"
                + "\"reason\":\"LOG_DIFFERS\"}");
    assertThat(sotto.err).contains("online");
  }

  @Test
  void listen_printsWhatTheServerSays() {
    sotto.world.waiting.addAll(
        List.of(
            new Event.Announced(new Announcement(17, SmallWorld.NOW, "tea", true)),
            new Event.MessageReceived(sotto.world.says(SmallWorld.BOB, "end"))));
    sotto.run("listen", "--json", "--count", "1");
    assertThat(sotto.out.lines().limit(1))
        .containsExactly(
            "{\"chat\":null,\"seq\":null,\"sender\":null,\"device\":null,\"time\":\""
                + TIME
                + "\",\"kind\":\"announcement\",\"text\":\"tea\",\"reply_to\":null,\"file\":null,"
                + "\"id\":17,\"whispered\":true}");
  }

  @Test
  void delete_ofMessage_printsScope() {
    prints(
        "{\"ok\":true,\"chat\":\"" + CHAT + "\",\"seq\":1,\"scope\":\"everyone\"}",
        "delete",
        "bob",
        "1",
        "--yes");
  }

  @Test
  void delete_ofChat_printsChat() {
    prints("{\"ok\":true,\"chat\":\"" + CHAT + "\"}", "delete", "bob", "--yes");
    assertThat(sotto.world.chatDeleted).isTrue();
  }

  @Test
  void leave_printsChat() {
    prints("{\"ok\":true,\"chat\":\"" + CHAT + "\"}", "leave", "bob");
    assertThat(sotto.world.calls).contains("leave " + CHAT);
  }

  @Test
  void rekey_printsEpoch() {
    prints("{\"ok\":true,\"chat\":\"" + CHAT + "\",\"epoch\":3}", "rekey", "bob");
  }

  @Test
  void safety_printsNumber() {
    prints("{\"username\":\"bob\",\"number\":\"12345 67890\",\"verified\":false}", "safety", "bob");
  }

  @Test
  void verify_printsNumberAsVerified() {
    prints("{\"username\":\"bob\",\"number\":\"12345 67890\",\"verified\":true}", "verify", "bob");
  }

  @Test
  void block_unblock_blocked_printWhom() {
    prints("{\"ok\":true,\"username\":\"bob\"}", "block", "bob");
    prints("{\"username\":\"bob\"}", "blocked");
    prints("{\"ok\":true,\"username\":\"bob\"}", "unblock", "bob");
    prints("", "blocked");
  }

  @Test
  void devices_printsEach() {
    prints(
        "{\"device\":\""
            + DEVICE
            + "\",\"name\":\"laptop\\u001b[2J\",\"created\":\""
            + TIME
            + "\",\"last_seen\":null,\"current\":true}",
        "devices");
  }

  @Test
  void password_printsWho() {
    String file = sotto.file("new", "another long password").toString();
    prints("{\"ok\":true,\"username\":\"alice\"}", "password", "--new-password-file", file);
    assertThat(sotto.world.password).isEqualTo("another long password");
  }

  @Test
  void password_withRecoveryCode_printsTheNewCode() {
    sotto.world.agent = true;
    String file = sotto.file("new", "another long password").toString();
    String code = sotto.file("code", "abcd efgh ijkl mnop qrst uvwx yz23 4567\n").toString();
    prints(
        "{\"ok\":true,\"username\":\"alice\","
            + "\"recovery_code\":\"7654-32ZY-XWVU-TSRQ-PONM-LKJI-HGFE-DCBA\"}",
        "password",
        "--recovery-code-file",
        code,
        "--new-password-file",
        file);
    assertThat(sotto.world.password).isEqualTo("another long password");
  }

  @Test
  void deleteAccount_printsWho() {
    prints(
        "{\"ok\":true,\"username\":\"alice\",\"device\":\"" + DEVICE + "\"}",
        "delete-account",
        "--yes");
    assertThat(sotto.world.deleted).isTrue();
  }

  @Test
  void adminInvite_printsLink() {
    prints(
        "{\"link\":\"sotto://localhost:7444/#f.t\",\"uses\":5,\"expires\":\"2026-11-28T03:04:05.678Z\"}",
        "admin",
        "invite",
        "--uses",
        "5",
        "--expires",
        "7d");
  }

  @Test
  void adminAnnounce_printsItsNumber() {
    prints(
        "{\"ok\":true,\"id\":1,\"time\":\"" + TIME + "\",\"username\":null}",
        "admin",
        "announce",
        "tea");
    sotto.stdin = "psst\nbob\n".getBytes(UTF_8);
    prints(
        "{\"ok\":true,\"id\":2,\"time\":\"" + TIME + "\",\"username\":\"bob\"}",
        "admin",
        "announce",
        "-",
        "--to",
        "Bob");
    assertThat(sotto.world.announced)
        .extracting(Announcement::text, Announcement::whispered)
        .containsExactly(tuple("tea", false), tuple("psst\nbob", true));
  }

  @Test
  void announcements_printsWhatListenPrints() {
    sotto.world.announced.add(new Announcement(17, SmallWorld.NOW, "tea", false));
    sotto.world.announced.add(new Announcement(18, SmallWorld.NOW, "psst", true));
    prints(
        "{\"chat\":null,\"seq\":null,\"sender\":null,\"device\":null,\"time\":\""
            + TIME
            + "\",\"kind\":\"announcement\",\"text\":\"tea\",\"reply_to\":null,\"file\":null,"
            + "\"id\":17,\"whispered\":false}",
        "announcements",
        "--limit",
        "1");
  }

  @Test
  void adminBackup_printsWhereItIs() {
    prints(
        "{\"path\":\"/data/backups/20261121T030405.678Z\",\"bytes\":4096,\"time\":\""
            + TIME
            + "\"}",
        "admin",
        "backup");
  }

  @Test
  void adminUsers_printsEach() {
    prints(
        "{\"username\":\"alice\",\"created\":\""
            + TIME
            + "\",\"last_seen\":\""
            + TIME
            + "\",\"devices\":1,\"disabled\":false,\"operator\":true}",
        "admin",
        "users");
  }

  @Test
  void adminDisable_enable_printWhom() {
    prints("{\"ok\":true,\"username\":\"bob\"}", "admin", "disable", "bob");
    assertThat(sotto.world.disabled).containsExactly(SmallWorld.BOB);
    prints("{\"ok\":true,\"username\":\"bob\"}", "admin", "enable", "bob");
    assertThat(sotto.world.disabled).isEmpty();
  }

  @Test
  void adminStats_printsCounts() {
    prints("{\"users\":1,\"devices\":2,\"chats\":3,\"entries\":4,\"streams\":5}", "admin", "stats");
  }
}
