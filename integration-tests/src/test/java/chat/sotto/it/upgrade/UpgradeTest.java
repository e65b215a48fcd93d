package chat.sotto.it.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.sotto.client.Account;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatInfo;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.ReadQuery;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.Safety;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.UserInfo;
import chat.sotto.client.model.Username;
import chat.sotto.client.password.Password;
import chat.sotto.client.password.RecoveryCode;
import chat.sotto.client.profile.DeviceCredentials;
import chat.sotto.client.profile.ProfileDirectory;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that a release left on disk is lost under today's server and client. */
class UpgradeTest {
  private static final Username ALICE = new Username("alice");
  private static final Username BOB = new Username("bob");
  private static final Username MALLORY = new Username("mallory");
  private static final ReadQuery ALL = new ReadQuery(100, null, false);
  private static final String QUEUED = "written while the server was away";

  @TempDir Path folder;

  static List<String> releases() {
    return OldRelease.ALL;
  }

  @Test
  void fixtures_ofAllReleases_areOpened() throws IOException {
    assertThat(OldRelease.kept()).containsExactlyElementsOf(OldRelease.ALL);
  }

  @ParameterizedTest
  @MethodSource("releases")
  void login_certificateAndSessionEndedLongAgo_replacesBoth(String name) {
    try (OldRelease release = OldRelease.unpack(name, folder)) {
      release.startServer();
      // Else the rest of this test shows nothing about the years to come.
      assertThat(certificateEnds(release, "alice")).isBefore(Instant.now());
      Account alice = release.open("alice");
      assertThatThrownBy(alice::devices)
          .isInstanceOfSatisfying(
              SottoException.class,
              e -> assertThat(e.failure().name()).isEqualTo("NOT_AUTHENTICATED"));

      alice.login(release.password("alice"));

      assertThat(certificateEnds(release, "alice"))
          .isAfter(Instant.now().plus(Duration.ofDays(80)));
      JsonObject device = release.expected("alice-devices").get(0);
      assertThat(alice.devices())
          .singleElement()
          .satisfies(
              present -> {
                assertThat(present.device()).hasToString(text(device, "device"));
                assertThat(present.name()).isEqualTo(text(device, "name"));
                assertThat(present.created()).isEqualTo(time(device, "created"));
                assertThat(present.current()).isTrue();
              });
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void read_serverAway_showsWhatTheProfileHeld(String name) {
    try (OldRelease release = OldRelease.unpack(name, folder)) {
      List<Line> recorded = printedLines(release.expected("bob-reads-alice"));
      assertThat(lines(release.open("bob").read(directChat(release, "bob", "alice"), ALL)))
          .isEqualTo(recorded);
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void read_afterLogin_isWhatItWas(String name) {
    try (OldRelease release = OldRelease.unpack(name, folder)) {
      release.startServer();
      Account bob = release.login("bob");
      assertThat(bob.chats().stream().map(Listed::of))
          .containsExactlyElementsOf(listed(release.expected("bob-chats")));
      assertThat(lines(bob.read(directChat(release, "bob", "alice"), ALL)))
          .isEqualTo(printedLines(release.expected("bob-reads-alice")));
      ChatId over = directChat(release, "bob", "carol");
      assertThat(lines(bob.read(over, ALL)))
          .isEqualTo(printedLines(release.expected("bob-reads-carol")));
      assertThat(refusal(() -> bob.send(over, "still there?", null))).isEqualTo(Reason.CHAT_CLOSED);

      Account alice = release.login("alice");
      assertThat(alice.chats().stream().map(Listed::of))
          .containsExactlyElementsOf(listed(release.expected("alice-chats")));
      List<ChatMessage> unread =
          alice.read(directChat(release, "alice", "bob"), new ReadQuery(100, null, true));
      assertThat(unread).extracting(ChatMessage::text).contains("have you seen this?");
      assertThat(lines(alice.read(directChat(release, "alice", "bob"), ALL)))
          .startsWith(printedLines(release.expected("alice-reads-bob")).toArray(Line[]::new));
      assertThat(lines(alice.read(directChat(release, "alice", "mallory"), ALL)))
          .isEqualTo(printedLines(release.expected("alice-reads-mallory")));
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void send_afterLogin_goesBothWaysAndWhatWaitedGoesFirst(String name) {
    try (OldRelease release = OldRelease.unpack(name, folder)) {
      release.startServer();
      ChatId chat = directChat(release, "alice", "bob");
      Account alice = release.login("alice");
      Account bob = release.login("bob");
      Seq reply = new Seq(4);

      alice.send(chat, "under today's version", null);
      bob.send(chat, "so it is", reply);
      assertThat(alice.rekey(chat).value()).isGreaterThan(3);
      bob.send(chat, "under another key", null);
      alice.send(chat, "both ways", null);

      List<String> told =
          List.of(
              "alice: " + QUEUED,
              "alice: under today's version",
              "bob: so it is",
              "bob: under another key",
              "alice: both ways");
      for (Account account : List.of(alice, bob)) {
        List<ChatMessage> texts =
            account.read(chat, ALL).stream().filter(m -> m.kind() == MessageKind.TEXT).toList();
        List<ChatMessage> fresh = texts.subList(texts.size() - told.size(), texts.size());
        assertThat(fresh).extracting(m -> m.sender() + ": " + m.text()).isEqualTo(told);
        assertThat(fresh.get(2).replyTo()).isEqualTo(reply);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void people_verifiedAndBlocked_stayWhatTheyWere(String name) {
    try (OldRelease release = OldRelease.unpack(name, folder)) {
      release.startServer();
      Account alice = release.login("alice");
      Account bob = release.login("bob");
      assertThat(alice.safety(BOB)).isEqualTo(safety(release.expected("alice-safety-bob")));
      assertThat(bob.safety(ALICE)).isEqualTo(safety(release.expected("bob-safety-alice")));

      assertThat(alice.blocked()).containsExactly(MALLORY);
      assertThat(refusal(() -> release.login("mallory"))).isEqualTo(Reason.USER_DISABLED);
      release.login(OldRelease.OPERATOR).enable(MALLORY);
      // Mallory's vault is in the profile.
      Account mallory = release.login("mallory");
      ChatId chat = directChat(release, "alice", "mallory");
      assertThat(mallory.read(chat, ALL)).extracting(ChatMessage::text).contains("buy this");
      assertThat(refusal(() -> mallory.send(chat, "buy that", null))).isEqualTo(Reason.BLOCKED);
      alice.unblock(MALLORY);
      mallory.send(chat, "thank you", null);
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void requests_unansweredForLong_haveExpiredAndCanBeRepeated(String name) {
    try (OldRelease release = OldRelease.unpack(name, folder)) {
      release.startServer();
      Account alice = release.login("alice");
      Account carol = release.login("carol");
      assertThat(alice.requests()).isEmpty();
      assertThat(carol.chats().stream().map(Listed::of))
          .containsExactlyElementsOf(listed(release.expected("carol-chats")));

      ChatId fresh = carol.request(ALICE);
      assertThat(alice.requests()).extracting(request -> request.chat()).containsExactly(fresh);
      alice.accept(fresh);
      carol.send(fresh, "at last", null);
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void operator_onOldData_seesTheSameUsersAndLetsPeopleIn(String name) {
    try (OldRelease release = OldRelease.unpack(name, folder)) {
      release.startServer();
      Account operator = release.login(OldRelease.OPERATOR);
      List<JsonObject> recorded = release.expected("operator-users");
      List<UserInfo> users = operator.users();
      assertThat(users).hasSameSizeAs(recorded);
      for (int i = 0; i < recorded.size(); i++) {
        UserInfo user = users.get(i);
        JsonObject was = recorded.get(i);
        assertThat(user.username()).hasToString(text(was, "username"));
        assertThat(user.created()).isEqualTo(time(was, "created"));
        assertThat(user.devices()).isEqualTo(was.get("devices").getAsInt());
        assertThat(user.disabled()).isEqualTo(was.get("disabled").getAsBoolean());
        assertThat(user.operator()).isEqualTo(was.get("operator").getAsBoolean());
      }
      JsonObject stats = release.expected("operator-stats").get(0);
      assertThat(operator.stats().chats()).isEqualTo(stats.get("chats").getAsLong());
      assertThat(operator.stats().entries()).isEqualTo(stats.get("entries").getAsLong());

      assertThat(release.register("dave", operator.invite(1, Duration.ofHours(1)).link()))
          .isNotNull();
      assertThat(operator.users()).hasSize(recorded.size() + 1);
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void recover_withTheCodeOfThen_setsANewPassword(String name) {
    try (OldRelease release = OldRelease.unpack(name, folder)) {
      release.startServer();
      release.login(OldRelease.OPERATOR).enable(MALLORY);
      // One vault on the server, one in the profile.
      for (String user : List.of("alice", "mallory")) {
        String code = text(release.expected(user + "-registered").get(0), "recovery_code");
        Account account = release.open(user);
        Password fresh = Password.of("another horse of " + user);
        var unused = account.recover(RecoveryCode.parse(code), fresh);
        assertThat(refusal(() -> account.login(release.password(user))))
            .isEqualTo(Reason.WRONG_PASSWORD);
        account.login(fresh);
        assertThat(account.chats()).isNotEmpty();
      }
    }
  }

  private static Instant certificateEnds(OldRelease release, String user) {
    return new DeviceCredentials(new ProfileDirectory(release.profile(user)))
        .findIdentity()
        .orElseThrow()
        .certificate()
        .getNotAfter()
        .toInstant();
  }

  private static Reason refusal(Runnable call) {
    try {
      call.run();
    } catch (SottoException e) {
      return Reason.find(e.reason()).orElseThrow();
    }
    throw new AssertionError("not refused");
  }

  private static ChatId directChat(OldRelease release, String user, String other) {
    return release.expected(user + "-chats").stream()
        .filter(chat -> text(chat, "title").equals(other))
        .map(chat -> ChatId.parse(text(chat, "chat")))
        .findFirst()
        .orElseThrow();
  }

  private static String text(JsonObject object, String field) {
    return object.get(field).getAsString();
  }

  private static Instant time(JsonObject object, String field) {
    return Instant.parse(text(object, field));
  }

  private static Safety safety(List<JsonObject> printed) {
    JsonObject only = printed.get(0);
    return new Safety(
        new Username(text(only, "username")),
        text(only, "number"),
        only.get("verified").getAsBoolean());
  }

  /** A chat in a list, without what moves on: the end of its log. */
  private record Listed(
      String chat, String kind, String title, List<String> members, String state, long unread) {

    static Listed of(ChatInfo chat) {
      return new Listed(
          chat.chat().toString(),
          lower(chat.kind()),
          chat.title(),
          chat.members().stream().map(Username::toString).toList(),
          lower(chat.state()),
          chat.unread());
    }

    static Listed of(JsonObject printed) {
      return new Listed(
          text(printed, "chat"),
          text(printed, "kind"),
          text(printed, "title"),
          StreamSupport.stream(printed.getAsJsonArray("members").spliterator(), false)
              .map(JsonElement::getAsString)
              .toList(),
          text(printed, "state"),
          printed.get("unread").getAsLong());
    }
  }

  private static List<Listed> listed(List<JsonObject> printed) {
    return printed.stream().map(Listed::of).toList();
  }

  /**
   * A line of history, without what may change: how far a message has come, and the program's own
   * sentences about the chat.
   */
  private record Line(
      String chat,
      String seq,
      String sender,
      String device,
      Instant time,
      String kind,
      String text,
      String replyTo) {

    static Line of(ChatMessage message) {
      return new Line(
          message.chat().toString(),
          message.seq().toString(),
          String.valueOf(message.sender()),
          String.valueOf(message.device()),
          message.time(),
          lower(message.kind()),
          message.kind() == MessageKind.SYSTEM ? "" : String.valueOf(message.text()),
          String.valueOf(message.replyTo()));
    }

    static Line of(JsonObject printed) {
      String kind = UpgradeTest.text(printed, "kind");
      return new Line(
          UpgradeTest.text(printed, "chat"),
          orNull(printed, "seq"),
          orNull(printed, "sender"),
          orNull(printed, "device"),
          UpgradeTest.time(printed, "time"),
          kind,
          kind.equals("system") ? "" : orNull(printed, "text"),
          orNull(printed, "reply_to"));
    }

    private static String orNull(JsonObject printed, String field) {
      JsonElement value = printed.get(field);
      return value.isJsonNull() ? "null" : value.getAsString();
    }
  }

  private static List<Line> lines(List<ChatMessage> messages) {
    return messages.stream().map(Line::of).toList();
  }

  private static List<Line> printedLines(List<JsonObject> printed) {
    return printed.stream().map(Line::of).toList();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
