package chat.sotto.app.demo;

import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.Failure;
import chat.sotto.client.model.FileInfo;
import chat.sotto.client.model.FileToSend;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.ReadQuery;
import chat.sotto.client.model.SaveTarget;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.TransferListener;
import chat.sotto.service.ServerConfig;
import chat.sotto.service.ServerConfig.Ports;
import chat.sotto.service.SottoServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The story that {@code sotto demo} tells. Each step checks what it claims. */
final class Demo {
  private static final String HELLO = "Hello Bob! Can anyone else read this?";
  private static final String ANSWER = "No, not even the server: it has no key.";
  private static final String MEANWHILE = "You were away, so this one waited.";
  private static final String BACK = "I am back, and here it is. 🎉";
  private static final List<String> TEXTS = List.of(HELLO, ANSWER, MEANWHILE, BACK);
  private static final String CAPTION = "The view from here, right now.";

  private final Path folder;
  private final Path serverData;
  private final Screen screen;
  private final Person alice;
  private final Person bob;

  /** Plays in {@code folder}, which the caller deletes. */
  Demo(Path folder, Screen screen) {
    this.folder = folder;
    this.serverData = folder.resolve("server");
    this.screen = screen;
    this.alice = new Person("alice", folder.resolve("alice"));
    this.bob = new Person("bob", folder.resolve("bob"));
  }

  /**
   * Plays it from the beginning to the end.
   *
   * @throws SottoException when a step fails
   */
  void run() throws IOException {
    screen.say("", "Sotto: two people, a server of their own, and what that server can see.", "");
    try (SottoServer server = startServer();
        Person first = alice;
        Person second = bob) {
      register(server.joinLink().orElseThrow());
      ChatId chat = meet();
      talk(chat);
      talkWhileOneIsAway(chat);
      Picture picture = sendPicture(chat);
      compareSafetyNumbers();
      showBothSides(chat, picture);
    }
    screen.say(
        "",
        "Next: ./sotto serve starts a server of your own and prints the link to join it with;",
        "./sotto --help lists what you can do then.",
        "");
  }

  private SottoServer startServer() throws IOException {
    SottoServer server =
        SottoServer.start(
            ServerConfig.durable(serverData)
                .withBind("127.0.0.1")
                .withPorts(Ports.of(0), Ports.of(0)));
    screen.step(
        "server", "starts on " + server.chatEndpoint() + ", TLS 1.3, its own CA, SQLite on disk");
    return server;
  }

  private void register(String joinLink) {
    // Deriving keys from a password is slow on purpose: both at once.
    CompletableFuture<Void> bobs = CompletableFuture.runAsync(() -> bob.register(joinLink));
    try {
      alice.register(joinLink);
    } finally {
      join(bobs);
    }
    check(alice.account().whoAmI().loggedIn() && bob.account().whoAmI().loggedIn(), "both log in");
    screen.step("accounts", "alice and bob register with the join link and log in");
  }

  private static void join(CompletableFuture<Void> work) {
    try {
      work.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof SottoException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private ChatId meet() {
    ChatId chat = alice.account().request(bob.name());
    ChatId asked =
        bob.await(
            "alice's request",
            event ->
                event instanceof Event.RequestReceived received
                    ? Optional.of(received.request().chat())
                    : Optional.empty());
    check(asked.equals(chat), "bob is asked for the chat that alice made");
    bob.account().accept(asked);
    screen.step("request", "alice asks bob for a chat, and bob accepts");
    return chat;
  }

  private void talk(ChatId chat) {
    alice.account().send(chat, HELLO, null);
    ChatMessage hello = receives(bob, HELLO);
    bob.account().send(chat, ANSWER, hello.seq());
    receives(alice, ANSWER);
    screen.step("talk", "they write to each other over mTLS streams, end to end encrypted");
  }

  private void talkWhileOneIsAway(ChatId chat) {
    bob.close();
    alice.account().send(chat, MEANWHILE, null);
    bob.comeOnline();
    check(
        bob.account().read(chat, new ReadQuery(10, null, true)).stream()
            .anyMatch(message -> MEANWHILE.equals(message.text())),
        "bob reads what was written while he was away");
    bob.account().send(chat, BACK, null);
    receives(alice, BACK);
    screen.step("offline", "bob goes away, alice writes, bob comes back, reads and answers");
  }

  private Picture sendPicture(ChatId chat) throws IOException {
    Picture picture = Picture.writeTo(folder.resolve("sunset.jpg"));
    check(
        picture.tellsPlaceAndCamera(picture.file()), "the picture says where and how it was taken");
    alice
        .account()
        .sendFile(
            chat, new FileToSend(picture.file(), CAPTION, null, false), TransferListener.NONE);
    ChatMessage received = receives(bob, CAPTION);
    FileInfo described = received.file();
    check(
        described != null
            && described.image() != null
            && described.image().width() == Picture.WIDTH,
        "bob sees what picture it is before he fetches it");
    Path saved =
        bob.account()
            .save(
                chat,
                received.seq(),
                new SaveTarget(folder.resolve("received.jpg"), false),
                TransferListener.NONE)
            .path();
    check(!picture.tellsPlaceAndCamera(saved), "what bob has says no more where it was taken");
    check(picture.looksLike(saved), "and is the same picture");
    screen.step(
        "picture", "alice sends one, sealed; where it was taken is cut out first; bob saves it");
    return picture;
  }

  private static ChatMessage receives(Person person, String text) {
    return person.await(
        "'" + text + "'",
        event ->
            event instanceof Event.MessageReceived received
                    && text.equals(received.message().text())
                ? Optional.of(received.message())
                : Optional.empty());
  }

  private void compareSafetyNumbers() {
    String alices = alice.account().safety(bob.name()).number();
    check(alices.equals(bob.account().safety(alice.name()).number()), "the safety numbers agree");
    screen.step("safety", "both see the same safety number, " + alices.substring(0, 17) + " …");
  }

  private void showBothSides(ChatId chat, Picture picture) throws IOException {
    ReadQuery all = new ReadQuery(ReadQuery.MAX_LIMIT, null, false);
    List<ChatMessage> bobs = bob.account().read(chat, all);
    check(texts(bobs).equals(TEXTS), "bob has all messages in order");
    check(texts(alice.account().read(chat, all)).equals(TEXTS), "alice has all messages in order");

    Map<Long, ChatMessage> bySeq =
        bobs.stream().collect(Collectors.toMap(m -> m.seq().value(), Function.identity()));
    List<StoredRow> stored = StoredRow.readAll(serverData.resolve("sotto.db"));
    check(stored.size() >= TEXTS.size(), "the server stored every message");
    screen.say("");
    screen.heading();
    for (StoredRow row : stored) {
      screen.entry(row.seq(), describe(bySeq.get(row.seq())), row);
    }
    proveNothingIsReadable(picture);
  }

  private static List<String> texts(List<ChatMessage> messages) {
    List<String> texts = new ArrayList<>();
    for (ChatMessage message : messages) {
      if (message.kind() == MessageKind.TEXT && message.text() != null) {
        texts.add(message.text());
      }
    }
    return texts;
  }

  private static String describe(@Nullable ChatMessage message) {
    if (message == null) {
      return "(the chat begins)";
    }
    return switch (message.kind()) {
      case TEXT -> message.sender() + ": " + message.text();
      case FILE -> message.sender() + ": [" + name(message.file()) + "] " + message.text();
      default -> "(" + message.text() + ")";
    };
  }

  private static String name(@Nullable FileInfo file) {
    return file == null ? "" : file.name();
  }

  private void proveNothingIsReadable(Picture picture) throws IOException {
    DiskSearch disk = new DiskSearch(serverData);
    for (String text : TEXTS) {
      check(!disk.contains(text), "none of the texts is on the server's disk");
    }
    check(!disk.contains(CAPTION), "neither is what was written with the picture");
    check(!disk.contains(picture.pixels()), "nor is any of the picture");
    // Shows that the search finds what is there, and what a server cannot help knowing.
    check(disk.contains("alice") && disk.contains("bob"), "the server knows their names");
    screen.say(
        "",
        String.format(
            Locale.ROOT,
            "Searched all %,d bytes in the server's %d files: none of the %d texts is there, nor the picture.",
            disk.size(),
            disk.fileCount(),
            TEXTS.size() + 1),
        "The names alice and bob are: a server knows who talks to whom and when, not what.");
  }

  private static void check(boolean holds, String claim) {
    if (!holds) {
      throw failed("not so: " + claim);
    }
  }

  static SottoException failed(String message) {
    return SottoException.named("DEMO_FAILED", Failure.FAILED, message);
  }
}
