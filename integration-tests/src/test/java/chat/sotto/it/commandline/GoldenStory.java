package chat.sotto.it.commandline;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One story in which every command of the program does its work at least once and fails at least
 * once. Who adds a command adds it here, with {@code -Dgolden.record=true} to write its file. The
 * order matters: alice, bob and the operator have agents until the last chapters, so that passwords
 * are stretched only where that is what is looked at.
 */
final class GoldenStory {
  private static final String NEW_PASSWORD = "another horse entirely";
  private static final int PATIENCE = 20;

  /** What a server may have said: that bob left a chat, and that there is no more. */
  private static final String CAPTURE =
      """
      {"frames":[{"entry":{"chatId":"ygAAAAAAAAAAAAAAAAAAAA==","seq":"7","kind":"ENTRY_KIND_NOTICE",
      "senderDevice":"AAAAAAAAAAAAAAAAAAAAAA==","clientId":"AAAAAAAAAAAAAAAAAAAAAA==",
      "timeMs":"1795259576933","payload":"CAESA2JvYiAB"}},{"caughtUp":{}}]}
      """;

  private final Path folder;
  private final GoldenFiles files;
  private final Somebody alice;
  private final Somebody bob;
  private final Somebody carol;
  private final Somebody operator;
  private final Somebody newcomer;
  private Path recoveryCode = Path.of("none");

  /** Plays in {@code folder}. */
  GoldenStory(Path folder, GoldenFiles files) {
    this.folder = folder;
    this.files = files;
    this.alice = Somebody.in(folder, "alice");
    this.bob = Somebody.in(folder, "bob");
    this.carol = Somebody.in(folder, "carol");
    this.newcomer = Somebody.in(folder, "newcomer");
    Path operatorProfile = folder.resolve("data").resolve("operator");
    this.operator = new Somebody("operator", operatorProfile, operatorProfile.resolve("password"));
  }

  /** Plays it from the beginning to the end. */
  void tell() {
    try (CommandServer server = CommandServer.start(folder.resolve("data"))) {
      join(server.joinLink());
      try (SottoProcess alices = alice.start("agent");
          SottoProcess bobs = bob.start("agent");
          SottoProcess operators = operator.start("agent")) {
        alices.awaitOut("{");
        bobs.awaitOut("{");
        operators.awaitOut("{");
        lookAround();
        meet();
        talk();
        carolListens();
        trust();
        forget();
        operate();
        operators.terminate();
        alices.terminate();
        bobs.terminate();
        record(alice, alices.end(), "agent");
      }
      comeAndGo();
      atOnce(
          alone("serve", "--print-config", "--data", folder.resolve("other").toString()),
          alone(CommandServer.arguments(folder.resolve("data"))));
      record(operator, server.stop(), CommandServer.arguments(folder.resolve("data")));
    }
    alone();
  }

  /** What needs no server. */
  private void alone() {
    atOnce(
        alone("demo"),
        call(alice, "request", "bob"),
        alone("demo", "--wrong"),
        call(newcomer, "inspect", secret("capture", CAPTURE)),
        call(newcomer, "inspect", secret("rubbish", "rubbish")),
        call(newcomer, "completion", "bash"),
        call(newcomer, "completion", "fish"),
        call(newcomer, "manual"),
        call(newcomer, "manual", "unexpected"));
  }

  private void join(String link) {
    JsonObject registered =
        run(alice, "register", "--join", link, "--username", "alice", "--device-name", "desk")
            .json();
    recoveryCode =
        Somebody.secret(folder.resolve("code"), registered.get("recovery_code").getAsString());
    atOnce(
        call(newcomer, "register", "--join", link, "--username", "alice", "--device-name", "desk"),
        call(newcomer, "register", "--join", "https://example.org/", "--username", "newcomer"));
    bob.register(link).ok();
    carol.register(link).ok();
  }

  private void lookAround() {
    atOnce(
        call(alice, "whoami"),
        call(newcomer, "whoami"),
        call(alice, "devices"),
        call(newcomer, "devices"),
        call(alice, "doctor"),
        call(newcomer, "doctor"),
        call(alice, "blocked"),
        call(newcomer, "blocked"),
        call(alice, "chats"),
        call(newcomer, "unblock", "bob"),
        call(newcomer, "logout"),
        call(alice, "credentials", "--output", folder.resolve("creds").toString()));
    run(alice, "credentials", "--output", folder.resolve("creds").toString());
  }

  private void meet() {
    run(alice, "request", "bob");
    runUntil(bob, "\"chat\"", "requests");
    atOnce(
        call(alice, "request", "nobody"),
        call(alice, "send", "bob", "too early"),
        call(bob, "requests", "unexpected"),
        call(bob, "accept", "nobody"),
        call(bob, "decline", "nobody"));
    run(bob, "accept", "alice");
    carol.json("request", "bob").ok();
    runUntil(bob, "\"ok\":true", "decline", "carol");
  }

  private void talk() {
    runUntil(alice, "\"seq\"", "send", "bob", "hello – ü 🎉");
    runUntil(bob, "\"seq\":3", "read", "alice");
    run(bob, "send", "alice", "hello\nalice", "--reply", "3");
    run(bob, "send", "alice", "\u001b]52;c;cm0gLXJm\u0007 \u202e \u0085 \u2028 \u200b 👩‍👧");
    runUntil(alice, "\"seq\":5", "read", "bob");
    atOnce(
        call(alice, "send", "bob", "what?", "--reply", "9"),
        call(alice, "send", "bob", ""),
        call(alice, "read", "bob", "--limit", "1"),
        call(alice, "read", "bob", "--limit", "0"),
        call(alice, "chats"),
        call(alice, "chats", "--wrong"));
    sendFiles();
  }

  private void sendFiles() {
    String hostile = file("\u202efdp", "not a PDF\n");
    String notes = file("notes", "milk\n");
    run(alice, "send", "bob", "look", "--file", hostile, "--file", notes);
    run(alice, "send", "bob", "--file", notes, "--file", folder.resolve("none").toString());
    runUntil(bob, "\"seq\":7", "read", "alice", "--limit", "2");
    String target = folder.resolve("saved").toString();
    run(bob, "save", "alice", "6", "--output", target);
    run(bob, "save", "alice", "6", "--output", target);
    run(bob, "save", "alice", "5", "--output", target);
  }

  /** Carol has no agent: what she listens to is what alice does. */
  private void carolListens() {
    try (SottoProcess listening = carol.start("listen")) {
      listening.awaitErr("sotto: online");
      run(carol, "listen");
      alice.json("request", "carol").ok();
      await(listening, "request");
      carol.json("accept", "alice").ok();
      String sent = seq(alice.json("send", "carol", "can you hear me?").json());
      await(listening, "text");
      carol.json("send", "alice", "yes").ok();
      alice.json("read", "carol").ok();
      await(listening, "read");
      alice.json("delete", "carol", sent, "--yes").ok();
      await(listening, "deleted");
      operator.json("admin", "announce", "welcome").ok();
      await(listening, "announcement");
      listening.terminate();
      record(carol, listening.end(), "listen");
    }
  }

  private static String seq(JsonObject sent) {
    return sent.get("seq").getAsString();
  }

  private static void await(SottoProcess listening, String kind) {
    String line = listening.awaitOut("{");
    while (!JsonParser.parseString(line).getAsJsonObject().get("kind").getAsString().equals(kind)) {
      line = listening.awaitOut("{");
    }
  }

  private void trust() {
    run(alice, "safety", "bob");
    atOnce(
        call(alice, "verify", "bob"),
        call(alice, "safety", "nobody"),
        call(alice, "verify", "nobody"),
        call(alice, "rekey", "bob"),
        call(alice, "rekey", "nobody"),
        call(bob, "block", "nobody"));
    run(bob, "block", "alice");
    atOnce(call(bob, "blocked"), call(alice, "send", "bob", "can you hear me?"));
    run(bob, "unblock", "alice");
  }

  private void forget() {
    run(alice, "delete", "bob", "3", "--yes");
    atOnce(
        call(bob, "delete", "alice", "3", "--yes"),
        call(alice, "delete", "bob", "3"),
        call(alice, "leave", "nobody"));
    run(alice, "leave", "bob");
    atOnce(call(bob, "delete", "alice", "--yes"), call(bob, "agent"));
  }

  private void operate() {
    run(operator, "admin", "announce", "tea at four");
    run(operator, "admin", "announce", "psst", "--to", "bob");
    atOnce(
        call(operator, "admin", "announce", "psst", "--to", "nobody"),
        call(bob, "announcements"),
        call(bob, "announcements", "--limit", "0"),
        call(operator, "admin", "backup"),
        call(bob, "admin", "backup"),
        call(operator, "admin", "invite", "--uses", "3", "--expires", "1h"),
        call(operator, "admin", "invite", "--uses", "0"),
        call(operator, "admin", "users"),
        call(alice, "admin", "users"),
        call(operator, "admin", "disable", "nobody"),
        call(operator, "admin", "enable", "nobody"),
        call(operator, "admin", "disable", "carol"),
        call(alice, "admin", "stats"));
    run(carol, "chats");
    run(operator, "admin", "enable", "carol");
    // The three agents, once the server has seen the others leave.
    runUntil(operator, "\"streams\":3", "admin", "stats");
  }

  private void comeAndGo() {
    String next = secret("next", NEW_PASSWORD);
    run(bob, "password", "--new-password-file", next);
    String wrong = secret("wrong", "ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567");
    atOnce(
        call(bob, "login"),
        call(alice, "password", "--new-password-file", secret("weak", "password")),
        call(carol, "delete-account"));
    run(alice, "password", "--recovery-code-file", wrong, "--new-password-file", next);
    run(
        alice,
        "password",
        "--recovery-code-file",
        recoveryCode.toString(),
        "--new-password-file",
        alice.passwordFile().toString());
    run(alice, "send", "bob", "logged out");
    run(alice, "login");
    atOnce(call(alice, "logout"), call(carol, "delete-account", "--yes"));
  }

  private String secret(String name, String content) {
    return Somebody.secret(folder.resolve(name), content).toString();
  }

  private String file(String name, String content) {
    try {
      return Files.writeString(folder.resolve(name), content).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SottoProcess.Result run(Somebody who, String... words) {
    return record(who, who.json(words), words);
  }

  /**
   * The same, again until the output has it: what somebody else did reaches an agent soon, and not
   * at once.
   */
  private void runUntil(Somebody who, String output, String... words) {
    SottoProcess.Result result = who.json(words);
    for (int more = PATIENCE; more > 0 && !result.out().toString().contains(output); more--) {
      result = who.json(words);
    }
    record(who, result, words);
  }

  private SottoProcess.Result record(Somebody who, SottoProcess.Result result, String... words) {
    files.add(who.name(), List.of(words), result);
    return result;
  }

  /**
   * Runs what does not depend on each other two at a time, and records it in the order in which it
   * stands here.
   */
  private void atOnce(Call... calls) {
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      List<CompletableFuture<SottoProcess.Result>> results =
          Stream.of(calls).map(call -> CompletableFuture.supplyAsync(call.run(), two)).toList();
      for (int at = 0; at < calls.length; at++) {
        files.add(calls[at].as(), calls[at].words(), results.get(at).join());
      }
    } finally {
      two.shutdownNow();
    }
  }

  private static Call call(Somebody who, String... words) {
    return new Call(who.name(), List.of(words), () -> who.json(words));
  }

  /** A command that needs no profile. */
  private static Call alone(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--json");
    return new Call("anybody", List.of(words), () -> SottoProcess.run(all.toArray(String[]::new)));
  }

  /** A command line, who types it, and the typing. */
  private record Call(String as, List<String> words, Supplier<SottoProcess.Result> run) {}
}
