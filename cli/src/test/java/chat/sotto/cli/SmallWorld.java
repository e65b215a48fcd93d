package chat.sotto.cli;

import chat.sotto.cli.command.AccountOpener;
import chat.sotto.client.Account;
import chat.sotto.client.OpenMode;
import chat.sotto.client.PasswordSource;
import chat.sotto.client.ProfileState;
import chat.sotto.client.RegisterRequest;
import chat.sotto.client.Registration;
import chat.sotto.client.model.Announcement;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.FileInfo;
import chat.sotto.client.model.FileToSend;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SaveTarget;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.client.password.Password;
import chat.sotto.client.password.RecoveryCode;
import chat.sotto.client.trust.JoinLink;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A server's worth of state in a few fields, seen by one profile, alice's: enough for every command
 * to do its work and to fail.
 */
final class SmallWorld implements AccountOpener {
  static final String PASSWORD = "correct horse battery";
  static final Instant NOW = Instant.parse("2026-11-21T03:04:05.678Z");
  static final ChatId CHAT = ChatId.parse("00112233445566778899aabbccddeeff");
  static final ChatId REQUESTED = ChatId.parse("ffeeddccbbaa99887766554433221100");
  static final DeviceId DEVICE = DeviceId.parse("0123456789abcdef0123456789abcdef");
  static final DeviceId BOBS_DEVICE = DeviceId.parse("fedcba9876543210fedcba9876543210");
  static final String SERVER = "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf";
  static final RecoveryCode CODE = RecoveryCode.parse("ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567");
  static final Username ALICE = new Username("alice");
  static final Username BOB = new Username("bob");

  /** Thrown by whatever is called next, if not null. */
  @Nullable RuntimeException failure;

  /** What the next link, or the next resumption, is refused with. */
  final Deque<SottoException> refusals = new ArrayDeque<>();

  private final Deque<SottoException> registrationRefusals = new ArrayDeque<>();

  /** The next registration is refused, though the link is good. */
  void refuseRegistration(SottoException refusal) {
    registrationRefusals.add(refusal);
  }

  /** Whether a refusal ends what was begun. */
  boolean finalRefusal;

  /** Whether a registration was begun and not finished. */
  boolean begun;

  boolean loggedIn = true;
  boolean registered = true;
  boolean deleted;
  boolean agent;
  String password = PASSWORD;
  boolean verified;
  boolean chatDeleted;
  boolean accepted;
  final List<ChatMessage> messages = new ArrayList<>();
  final Map<String, byte[]> notes = new ConcurrentHashMap<>();
  final List<Announcement> announced = new ArrayList<>();
  final List<Username> blocked = new ArrayList<>();
  final List<Username> disabled = new ArrayList<>();

  /** Told to whoever listens, when they begin to. */
  final List<Event> waiting = new CopyOnWriteArrayList<>();

  final List<String> calls = new CopyOnWriteArrayList<>();
  @Nullable OpenMode mode;
  @Nullable Path profile;
  @Nullable RegisterRequest registration;

  /** What was sent, and what sending a file of that name is refused with. */
  final List<FileToSend> files = new ArrayList<>();

  final Map<String, SottoException> fileRefusals = new ConcurrentHashMap<>();

  /** Where files were saved to. */
  final List<SaveTarget> targets = new ArrayList<>();

  ChatMessage sends(Username who, FileInfo file, String caption) {
    ChatMessage message =
        new ChatMessage(
            CHAT,
            new Seq(messages.size() + 1),
            who,
            who.equals(ALICE) ? DEVICE : BOBS_DEVICE,
            NOW,
            MessageKind.FILE,
            caption.isEmpty() ? null : caption,
            null,
            file,
            null);
    messages.add(message);
    return message;
  }

  ChatMessage says(Username who, String text) {
    ChatMessage message =
        new ChatMessage(
            CHAT,
            new Seq(messages.size() + 1),
            who,
            who.equals(ALICE) ? DEVICE : BOBS_DEVICE,
            NOW,
            MessageKind.TEXT,
            text,
            null,
            null,
            null);
    messages.add(message);
    return message;
  }

  @Override
  public ProfileState state(Path directory) {
    if (begun) {
      return new ProfileState(ProfileState.Stage.UNFINISHED, Optional.of(ALICE));
    }
    return registered
        ? new ProfileState(ProfileState.Stage.REGISTERED, Optional.of(ALICE))
        : ProfileState.ABSENT;
  }

  @Override
  public JoinLink check(String joinLink) {
    calls.add("check");
    refuseIfWanted();
    return JoinLink.parse(joinLink);
  }

  @Override
  public Registration resume(Path directory, Password given) {
    calls.add("resume");
    checkPassword(given.text());
    refuseIfWanted();
    begun = false;
    registered = true;
    return new Registration(new SmallAccount(this, () -> given), CODE);
  }

  @Override
  public void discard(Path directory) {
    calls.add("discard");
    begun = false;
  }

  private void refuseIfWanted() {
    SottoException refusal = refusals.poll();
    if (refusal != null) {
      begun = begun && !finalRefusal;
      throw refusal;
    }
  }

  @Override
  public Registration register(RegisterRequest request) {
    failIfWanted();
    calls.add("register " + request.username());
    SottoException refusal = registrationRefusals.poll();
    if (refusal != null) {
      throw refusal;
    }
    registered = true;
    registration = request;
    return new Registration(new SmallAccount(this, () -> request.password()), CODE);
  }

  @Override
  public Account open(Path directory, PasswordSource source, OpenMode wanted) {
    profile = directory;
    mode = wanted;
    if (!registered) {
      throw new SottoException(Reason.NOT_REGISTERED, "this profile has no account yet")
          .hint("run: sotto register");
    }
    if (!agent) {
      checkPassword(source.password().text());
    }
    return new SmallAccount(this, source);
  }

  void checkPassword(String given) {
    if (!given.equals(password)) {
      throw new SottoException(Reason.WRONG_PASSWORD, "the password is wrong");
    }
  }

  void failIfWanted() {
    RuntimeException wanted = failure;
    if (wanted != null) {
      throw wanted;
    }
  }
}
