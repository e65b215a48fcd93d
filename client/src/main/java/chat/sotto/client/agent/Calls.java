package chat.sotto.client.agent;

import chat.sotto.client.Account;
import chat.sotto.client.model.ReadQuery;
import chat.sotto.client.password.Password;
import chat.sotto.client.password.RecoveryCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The calls that answer once, by name: which method of the account each is. {@code send}, {@code
 * listen} and {@code unlisten} are the connection's.
 */
final class Calls {
  private static final Map<String, Call> BY_NAME = new HashMap<>();

  private Calls() {}

  static {
    one("whoAmI", (account, args) -> Values.write(account.whoAmI()));
    run("login", (account, args) -> account.login(Password.of(args.text("password"))));
    run("logout", (account, args) -> account.logout());
    run(
        "changePassword",
        (account, args) ->
            account.changePassword(Password.of(args.text("old")), Password.of(args.text("new"))));
    one(
        "recover",
        (account, args) ->
            Json.empty()
                .with(
                    "code",
                    account
                        .recover(
                            RecoveryCode.parse(args.text("code")),
                            Password.of(args.text("password")))
                        .format()));
    run(
        "deleteAccount",
        (account, args) -> account.deleteAccount(Password.of(args.text("password"))));
    list("devices", (account, args) -> account.devices().stream().map(Values::write));
    one("credentials", (account, args) -> Values.write(account.credentials()));

    one(
        "request",
        (account, args) -> Json.empty().with("chat", account.request(args.username("username"))));
    list("requests", (account, args) -> account.requests().stream().map(Values::write));
    run("accept", (account, args) -> account.accept(args.chat("chat")));
    run("decline", (account, args) -> account.decline(args.chat("chat")));
    list("chats", (account, args) -> account.chats().stream().map(Values::write));
    list("knownChats", (account, args) -> account.knownChats().stream().map(Values::write));
    one(
        "resolve",
        (account, args) -> Json.empty().with("chat", account.resolve(args.text("argument"))));
    run("leave", (account, args) -> account.leave(args.chat("chat")));
    run("deleteChat", (account, args) -> account.deleteChat(args.chat("chat")));
    one(
        "rekey",
        (account, args) -> Json.empty().with("epoch", account.rekey(args.chat("chat")).value()));

    list(
        "read",
        (account, args) ->
            account
                .read(
                    args.chat("chat"),
                    new ReadQuery(
                        args.integer("limit"), args.seqOrNull("before"), args.flag("only_new")))
                .stream()
                .map(Values::write));
    run("typing", (account, args) -> account.typing(args.chat("chat"), args.flag("typing")));
    one(
        "deleteMessage",
        (account, args) ->
            Json.empty().with("scope", account.deleteMessage(args.chat("chat"), args.seq("seq"))));

    list(
        "announcements",
        (account, args) ->
            account.announcements(args.integer("limit")).stream().map(Values::write));

    one("safety", (account, args) -> Values.write(account.safety(args.username("username"))));
    one("verify", (account, args) -> Values.write(account.verify(args.username("username"))));
    run("block", (account, args) -> account.block(args.username("username")));
    run("unblock", (account, args) -> account.unblock(args.username("username")));
    list(
        "blocked",
        (account, args) ->
            account.blocked().stream().map(name -> Json.empty().with("username", name)));

    run("keep", (account, args) -> account.keep(args.text("name"), args.bytes("content")));
    one(
        "kept",
        (account, args) ->
            Json.empty()
                .with("content", account.kept(args.text("name")).map(Values::base64).orElse(null)));

    one(
        "invite",
        (account, args) ->
            Values.write(
                account.invite(
                    args.integer("uses"), Duration.ofMillis(args.number("lifetime_ms")))));
    list("users", (account, args) -> account.users().stream().map(Values::write));
    run("disable", (account, args) -> account.disable(args.username("username")));
    run("enable", (account, args) -> account.enable(args.username("username")));
    one(
        "announce",
        (account, args) ->
            Values.write(account.announce(args.text("text"), args.usernameOrNull("to"))));
    one("backup", (account, args) -> Values.write(account.backup()));
    one("stats", (account, args) -> Values.write(account.stats()));
  }

  /** The call of that name, or null. */
  static @Nullable Call find(String name) {
    return BY_NAME.get(name);
  }

  private static void one(String name, BiFunction<Account, Json, Json> method) {
    BY_NAME.put(name, (account, args) -> new Answer(List.of(), method.apply(account, args)));
  }

  private static void list(String name, BiFunction<Account, Json, Stream<Json>> method) {
    BY_NAME.put(
        name, (account, args) -> new Answer(method.apply(account, args).toList(), Json.empty()));
  }

  private static void run(String name, Method method) {
    one(
        name,
        (account, args) -> {
          method.run(account, args);
          return Json.empty();
        });
  }

  /** A method of the account. */
  @FunctionalInterface
  interface Call {
    Answer of(Account account, Json args);
  }

  /** A method that gives nothing back. */
  @FunctionalInterface
  private interface Method {
    void run(Account account, Json args);
  }

  /**
   * What a call gave.
   *
   * @param items the elements of a list
   * @param result what ends the call
   */
  record Answer(List<Json> items, Json result) {}
}
