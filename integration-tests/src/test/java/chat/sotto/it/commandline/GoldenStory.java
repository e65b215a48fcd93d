package chat.sotto.it.commandline;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One story in which every command of the program does its work at least once and fails at least
 * once. Who adds a command adds it here, with {@code -Dgolden.record=true} to write its file. The
 * order matters: alice and bob have agents from the second chapter on, so that passwords are
 * stretched only where that is what is looked at.
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
          SottoProcess bobs = bob.start("agent")) {
        alices.awaitOut("{");
        bobs.awaitOut("{");
        lookAround();
        meet();
        talk();
        carolListens();
        trust();
        forget();
        run(bob, "agent");
        alices.terminate();
        bobs.terminate();
        record(alice, alices.end(), "agent");
      }
      operate();
      comeAndGo();
      serveTwice();
      record(operator, server.stop(), CommandServer.arguments(folder.resolve("data")));
    }
    run(alice, "request", "bob");
    seeItAll();
    run(newcomer, "inspect", secret("capture", CAPTURE));
    run(newcomer, "inspect", secret("rubbish", "rubbish"));
  }

  private void join(String link) {
    JsonObject registered =
        run(alice, "register", "--join", link, "--username", "alice", "--device-name", "desk")
            .json();
    recoveryCode =
        Somebody.secret(folder.resolve("code"), registered.get("recovery_code").getAsString());
    run(newcomer, "register", "--join", link, "--username", "alice", "--device-name", "desk");
    run(newcomer, "register", "--join", "https://example.org/", "--username", "newcomer");
    bob.register(link).ok();
    carol.register(link).ok();
  }

  private void lookAround() {
    run(alice, "whoami");
    run(newcomer, "whoami");
    run(alice, "devices");
    run(newcomer, "devices");
    run(alice, "doctor");
    run(newcomer, "doctor");
    run(alice, "blocked");
    run(alice, "chats");
    run(alice, "credentials", "--output", folder.resolve("creds").toString());
    run(alice, "credentials", "--output", folder.resolve("creds").toString());
  }

  private void meet() {
    run(alice, "request", "bob");
    run(alice, "request", "nobody");
    run(alice, "send", "bob", "too early");
    runUntil(bob, "\"chat\"", "requests");
    run(bob, "requests", "unexpected");
    run(bob, "accept", "alice");
    run(bob, "accept", "nobody");
    carol.json("request", "bob").ok();
    runUntil(bob, "\"ok\":true", "decline", "carol");
    run(bob, "decline", "nobody");
  }

  private void talk() {
    runUntil(alice, "\"seq\"", "send", "bob", "hello – ü 🎉");
    runUntil(bob, "\"seq\":3", "read", "alice");
    run(bob, "send", "alice", "hello\nalice", "--reply", "3");
    run(bob, "send", "alice", "\u001b]52;c;cm0gLXJm\u0007 \u202e \u0085 \u2028 \u200b 👩‍👧");
    run(alice, "send", "bob", "what?", "--reply", "9");
    run(alice, "send", "bob", "");
    runUntil(alice, "\"seq\":5", "read", "bob");
    run(alice, "read", "bob", "--limit", "1");
    run(alice, "read", "bob", "--limit", "0");
    run(alice, "chats");
    run(alice, "chats", "--wrong");
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
    run(alice, "verify", "bob");
    run(alice, "safety", "nobody");
    run(alice, "verify", "nobody");
    run(alice, "rekey", "bob");
    run(alice, "rekey", "nobody");
    run(bob, "block", "alice");
    run(bob, "blocked");
    run(alice, "send", "bob", "can you hear me?");
    run(bob, "unblock", "alice");
    run(bob, "block", "nobody");
    run(newcomer, "unblock", "bob");
    run(newcomer, "blocked");
  }

  private void forget() {
    run(alice, "delete", "bob", "3", "--yes");
    run(bob, "delete", "alice", "3", "--yes");
    run(alice, "delete", "bob", "3");
    run(alice, "leave", "bob");
    run(alice, "leave", "nobody");
    run(bob, "delete", "alice", "--yes");
  }

  private void operate() {
    run(operator, "admin", "invite", "--uses", "3", "--expires", "1h");
    run(operator, "admin", "invite", "--uses", "0");
    run(operator, "admin", "announce", "tea at four");
    run(operator, "admin", "announce", "psst", "--to", "bob");
    run(operator, "admin", "announce", "psst", "--to", "nobody");
    run(bob, "announcements");
    run(bob, "announcements", "--limit", "0");
    run(operator, "admin", "backup");
    run(bob, "admin", "backup");
    run(operator, "admin", "users");
    run(alice, "admin", "users");
    run(operator, "admin", "disable", "carol");
    run(carol, "chats");
    run(operator, "admin", "disable", "nobody");
    run(operator, "admin", "enable", "carol");
    run(operator, "admin", "enable", "nobody");
    runUntil(operator, "\"streams\":0", "admin", "stats");
    run(alice, "admin", "stats");
  }

  private void comeAndGo() {
    String next = secret("next", NEW_PASSWORD);
    run(bob, "password", "--new-password-file", next);
    run(bob, "login");
    run(alice, "password", "--new-password-file", secret("weak", "password"));
    String wrong = secret("wrong", "ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567");
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
    run(alice, "logout");
    run(newcomer, "logout");
    run(carol, "delete-account");
    run(carol, "delete-account", "--yes");
  }

  private String secret(String name, String content) {
    return Somebody.secret(folder.resolve(name), content).toString();
  }

  private void serveTwice() {
    List<String> settings =
        List.of("serve", "--print-config", "--data", folder.resolve("other").toString());
    files.add("operator", settings, SottoProcess.run(with(List.of("--json"), settings)));
    List<String> words = List.of(CommandServer.arguments(folder.resolve("data")));
    files.add("operator", words, SottoProcess.run(with(List.of("--json"), words)));
  }

  private void seeItAll() {
    run(newcomer, "completion", "bash");
    run(newcomer, "completion", "fish");
    run(newcomer, "manual");
    run(newcomer, "manual", "unexpected");
    List<String> demo = List.of("demo");
    files.add("anybody", demo, SottoProcess.run("demo", "--json"));
    List<String> wrong = List.of("demo", "--wrong");
    files.add("anybody", wrong, SottoProcess.run("demo", "--wrong", "--json"));
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

  private static String[] with(List<String> options, List<String> words) {
    List<String> all = new ArrayList<>(options);
    all.addAll(words);
    return all.toArray(String[]::new);
  }
}
