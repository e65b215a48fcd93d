package chat.sotto.it.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.sotto.client.Account;
import chat.sotto.client.Accounts;
import chat.sotto.client.RegisterRequest;
import chat.sotto.client.Registration;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.Username;
import chat.sotto.client.password.Password;
import chat.sotto.client.password.PasswordKeys;
import chat.sotto.client.trust.CaFingerprint;
import chat.sotto.it.wire.Friends;
import chat.sotto.it.wire.Person;
import chat.sotto.it.wire.ProtocolBytes;
import chat.sotto.it.wire.RawCalls;
import chat.sotto.it.wire.Refusal;
import chat.sotto.it.wire.ServerProcess;
import chat.sotto.it.wire.WireConnection;
import chat.sotto.it.wire.WireDevice;
import chat.sotto.it.wire.WireKeys;
import chat.sotto.it.wire.WireStream;
import chat.sotto.v1.GetSessionRequest;
import chat.sotto.v1.LoginRequest;
import chat.sotto.v1.RevokeDeviceRequest;
import com.google.common.base.Splitter;
import com.google.common.io.BaseEncoding;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.util.SecretBytes;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server's log at its most talkative, searched for everything that nobody may read there. */
class LogSecretsTest {
  private static final String TEXT = "meet me where the river bends";

  @TempDir Path folder;

  private final Map<String, List<String>> secrets = new LinkedHashMap<>();

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void log_ofAWholeConversationWithFailures_hasItsEventsAndNoSecret(String format)
      throws Exception {
    Path data = folder.resolve("data");
    try (ServerProcess server =
        ServerProcess.start(
            data, "--log-format", format, "--log-level", "trace", "--metrics-port", "0")) {
      keep("join token", server.link().token());
      keep("operator's password", Files.readString(data.resolve("operator/password")).strip());
      realClients(server);
      bareClients(server);
      server.terminate();
      assertThat(server.exitCode()).isZero();
    }
    String log = Files.readString(folder.resolve("data.log"));
    for (String event :
        List.of(
            "started",
            "listening",
            "certificate",
            "registered",
            "registration_refused",
            "logged_in",
            "logged_out",
            "wrong_secret",
            "throttled",
            "device_refused",
            "device_revoked",
            "operator_required",
            "handshake_failed",
            "call",
            "draining",
            "stopped")) {
      assertThat(log)
          .contains(format.equals("json") ? "\"event\":\"" + event + '"' : "event=" + event);
    }
    noneIn(log);
    if (format.equals("json")) {
      everyLineIsAnObjectWithATime(log);
    }
  }

  /** What people do with the client library. */
  private void realClients(ServerProcess server) {
    String typed = "correct horse of alice, battery";
    keep("password", typed);
    Registration alice = register(server, "alice", typed);
    Registration bob = register(server, "bob", "another horse of bob, battery");
    keep("recovery code", alice.recoveryCode().format());
    keep("recovery code in one piece", alice.recoveryCode().format().replace("-", ""));
    try (Account one = alice.account();
        Account other = bob.account()) {
      keep("session token", secret(one.credentials().token()));
      keep(
          "derived auth key",
          secret(
              PasswordKeys.derive(
                      Password.of(typed),
                      CaFingerprint.of(server.link().fingerprint().toByteArray()),
                      new Username("alice"))
                  .authKey()));
      keep(
          "TLS key",
          Splitter.on('\n').splitToList(secret(one.credentials().keyPem()).toStringUtf8()).get(1));
      keep("message", TEXT);
      ChatId chat = one.request(new Username("bob"));
      other.accept(chat);
      one.send(chat, TEXT, null);
      var unusedEpoch = one.rekey(chat);
      String changed = "a new horse of alice, staple";
      keep("new password", changed);
      one.changePassword(Password.of(typed), Password.of(changed));
      one.logout();
    }
  }

  /** What goes wrong, by clients whose every byte is known. */
  private void bareClients(ServerProcess server) throws IOException {
    WireDevice.Draft draft = WireDevice.registration(server.link(), "carol", WireKeys.generate());
    keep("auth key", draft.request().getAuthKey());
    keep("recovery auth key", draft.request().getRecoveryAuthKey());
    keep("vault keys", draft.request().getVaultKeys().getByPassword());
    keep("account key record", draft.request().getAccountKeyRecord());
    Person carol = server.join(draft);
    Person dave = server.join("dave");
    keep("wire session", carol.connection().token());
    Friends friends = Friends.of(carol, dave);
    ByteString payload = ProtocolBytes.random(300);
    keep("sealed message", payload);
    try (WireStream stream = carol.online()) {
      assertThat(stream.send(friends.chat(), payload).getSeq()).isPositive();
    }
    Refusal.of(() -> server.join("dave")).is(io.grpc.Status.Code.ALREADY_EXISTS, "NAME_TAKEN");
    ByteString wrongToken = ProtocolBytes.random(16);
    keep("wrong join token", wrongToken);
    Refusal.of(() -> WireDevice.register(server.link().withToken(wrongToken), "erin"));
    wrongKeys(server, dave);
    ByteString wrongSession = ProtocolBytes.random(32);
    keep("wrong session", wrongSession);
    try (WireConnection connection = dave.device().connect(server.chat()).withToken(wrongSession)) {
      Refusal.of(() -> connection.auth().getSession(GetSessionRequest.getDefaultInstance()));
    }
    Refusal.of(
        () ->
            carol
                .connection()
                .admin()
                .getStats(chat.sotto.v1.GetStatsRequest.getDefaultInstance()));
    var unusedRevoked =
        carol
            .connection()
            .auth()
            .revokeDevice(
                RevokeDeviceRequest.newBuilder()
                    .setDeviceId(carol.device().deviceId())
                    .setGeneration(2)
                    .build());
    Refusal.of(() -> carol.connection().auth().getSession(GetSessionRequest.getDefaultInstance()));
    RawCalls.sayPlain(server.chat(), "GET /secret-path HTTP/1.1\r\nHost: x\r\n\r\n");
    keep("what a stranger says", "secret-path");
    try (WireConnection bare =
        WireConnection.withoutCertificate(server.chat(), server.link().fingerprint())) {
      Refusal.of(() -> bare.auth().getSession(GetSessionRequest.getDefaultInstance()));
    }
    Path log = folder.resolve("data.log");
    await().until(() -> Files.readString(log).contains("handshake_failed"));
  }

  private void wrongKeys(ServerProcess server, Person dave) {
    for (int i = 0; i < 5; i++) {
      ByteString wrong = ProtocolBytes.random(32);
      keep("wrong key " + i, wrong);
      try (WireConnection connection = dave.device().connect(server.chat())) {
        Refusal.of(
            () -> connection.auth().login(LoginRequest.newBuilder().setAuthKey(wrong).build()));
      }
    }
  }

  private Registration register(ServerProcess server, String name, String password) {
    return Accounts.register(
        new RegisterRequest(
            folder.resolve(name),
            server.joinLink(),
            Username.parse(name),
            name + "'s laptop",
            Password.of(password),
            true));
  }

  private static ByteString secret(SecretBytes bytes) {
    return ByteString.copyFrom(bytes.toByteArray(InsecureSecretKeyAccess.get()));
  }

  private void keep(String name, String text) {
    List<String> forms = formsOf(name, ByteString.copyFromUtf8(text));
    forms.add(text);
    secrets.put(name, forms);
  }

  private void keep(String name, ByteString bytes) {
    secrets.put(name, formsOf(name, bytes));
  }

  /** Every form in which a log might have it. */
  private static List<String> formsOf(String name, ByteString bytes) {
    assertThat(bytes.size()).as(name).isGreaterThan(7);
    byte[] raw = bytes.toByteArray();
    List<String> forms = new ArrayList<>();
    forms.add(new String(raw, StandardCharsets.ISO_8859_1));
    forms.add(BaseEncoding.base16().lowerCase().encode(raw));
    forms.add(BaseEncoding.base16().encode(raw));
    forms.add(BaseEncoding.base32().omitPadding().encode(raw));
    forms.add(BaseEncoding.base32().omitPadding().encode(raw).toLowerCase(Locale.ROOT));
    forms.add(BaseEncoding.base64().omitPadding().encode(raw));
    forms.add(BaseEncoding.base64Url().omitPadding().encode(raw));
    forms.add(TextFormat.escapeBytes(bytes));
    return forms;
  }

  private void noneIn(String log) {
    assertThat(secrets).hasSizeGreaterThan(15);
    secrets.forEach(
        (name, forms) ->
            forms.forEach(form -> assertThat(log).as("the %s", name).doesNotContain(form)));
  }

  private static void everyLineIsAnObjectWithATime(String log) {
    assertThat(log.lines())
        .allSatisfy(
            line -> {
              JsonObject object = JsonParser.parseString(line).getAsJsonObject();
              assertThat(object.get("time").getAsString())
                  .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z");
            });
  }
}
