package chat.sotto.client.agent;

import static chat.sotto.client.agent.ScriptedAccount.CHAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SentMessage;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.profile.ProfileDirectory;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentServerTest {
  @TempDir Path temporary;
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
  }

  @Test
  void connect_noAgent_isEmpty() {
    assertThat(AgentAccount.connect(directory())).isEmpty();
  }

  @Test
  void connect_socketLeftByAKilledAgent_isEmptyAndIsReplacedByTheNext() throws IOException {
    ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    left.bind(UnixDomainSocketAddress.of(directory().agentSocket()));
    left.close();
    assertThat(directory().agentSocket()).exists();

    assertThat(AgentAccount.connect(directory())).isEmpty();
    start(new ScriptedAccount());

    assertThat(connect().whoAmI()).isNotNull();
  }

  @Test
  void start_socket_isTheOwnersAlone() throws IOException {
    start(new ScriptedAccount());

    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(directory().agentSocket())))
        .isEqualTo("rw-------");
  }

  @Test
  void close_server_takesSocketAwayAndCutsCallersOff() {
    AgentServer server = start(new ScriptedAccount());
    AgentAccount caller = connect();

    server.close();
    server.close();

    assertThat(directory().agentSocket()).doesNotExist();
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(caller::whoAmI)
        .matches(e -> e.is(Reason.AGENT_GONE));
  }

  @Test
  void start_pathTooLongForASocket_isReachedAllTheSame() throws IOException {
    ProfileDirectory deep = new ProfileDirectory(temporary.resolve("d".repeat(120)));
    deep.prepare();
    AgentServer server = AgentServer.start(deep, new ScriptedAccount());
    open.add(server);

    try (AgentAccount caller = AgentAccount.connect(deep).orElseThrow()) {
      assertThat(caller.whoAmI()).isNotNull();
    }
    Path pointer = deep.agentSocket().resolveSibling("agent.sock.path");
    Path socket = Path.of(Files.readString(pointer));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
        .isEqualTo("rwx------");
    server.close();
    assertThat(pointer).doesNotExist();
    assertThat(socket.getParent()).doesNotExist();
    assertThat(AgentAccount.connect(deep)).isEmpty();
  }

  @Test
  void connect_moreThanTheBound_isRefusedAndTheOthersGoOn() {
    start(new ScriptedAccount());
    List<AgentAccount> callers = new ArrayList<>();
    for (int i = 0; i < AgentProtocol.MAX_CALLERS; i++) {
      callers.add(connect());
    }

    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> AgentAccount.connect(directory()))
        .matches(e -> e.is(Reason.LIMIT_REACHED));
    assertThat(callers.get(0).whoAmI()).isNotNull();

    callers.get(1).close();
    await()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(AgentAccount.connect(directory())).isPresent());
  }

  @Test
  void connect_agentOfANewerVersion_saysWhichProcessRunsWhatAndWhatToDo() throws Exception {
    assertThat(
            incompatible(
                "{\"sotto_agent\":9,\"pid\":4711,\"software\":\"9.9\",\"command\":\"listen\"}"))
        .hasMessageContainingAll("4711", "listen", "newer", "9.9", "development")
        .satisfies(e -> assertThat(e.hint().orElseThrow()).contains("newer", "4711"));
  }

  @Test
  void connect_agentOfAnOlderVersion_saysWhichProcessRunsWhatAndWhatToDo() throws Exception {
    assertThat(incompatible("{\"sotto_agent\":0,\"pid\":4711}"))
        .hasMessageContainingAll("4711", "older")
        .satisfies(e -> assertThat(e.hint().orElseThrow()).contains("end process 4711"));
  }

  private SottoException incompatible(String greeting) throws Exception {
    try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      other.bind(UnixDomainSocketAddress.of(directory().agentSocket()));
      CompletableFuture<Void> greeted =
          CompletableFuture.runAsync(
              () -> {
                try (SocketChannel caller = other.accept()) {
                  caller.write(bytes(greeting + "\n"));
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      SottoException refusal =
          catchThrowableOfType(SottoException.class, () -> AgentAccount.connect(directory()));
      greeted.join();
      assertThat(refusal.reason()).isEqualTo(Reason.AGENT_INCOMPATIBLE.name());
      return refusal;
    }
  }

  @Test
  void sendAsync_manyInFlight_areQueuedInOrderAndAnsweredApart() throws Exception {
    Queue<CompletableFuture<SentMessage>> answers = new ConcurrentLinkedQueue<>();
    ScriptedAccount slow =
        new ScriptedAccount() {
          @Override
          public CompletableFuture<SentMessage> sendAsync(
              chat.sotto.client.model.ChatId chat, String text, @Nullable Seq replyTo) {
            asked.add(text);
            CompletableFuture<SentMessage> answer = new CompletableFuture<>();
            answers.add(answer);
            return answer;
          }
        };
    start(slow);
    AgentAccount caller = connect();

    List<CompletableFuture<SentMessage>> sends = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      sends.add(caller.sendAsync(CHAT, "m" + i, null));
    }

    assertThat(slow.asked).isEqualTo(IntStream.range(0, 100).mapToObj(i -> "m" + i).toList());
    assertThat(sends).noneMatch(CompletableFuture::isDone);
    answers.remove().completeExceptionally(new SottoException(Reason.CHAT_CLOSED, "bob has left"));
    answers.forEach(
        answer -> answer.complete(new SentMessage(CHAT, new Seq(1), ScriptedAccount.TIME)));
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> sends.get(0).get(10, TimeUnit.SECONDS))
        .havingCause()
        .matches(e -> e instanceof SottoException s && s.is(Reason.CHAT_CLOSED));
    for (CompletableFuture<SentMessage> send : sends.subList(1, 100)) {
      assertThat(send.get(10, TimeUnit.SECONDS).seq()).isEqualTo(new Seq(1));
    }
  }

  @Test
  void call_unknownToTheAgent_isRefused() throws IOException {
    start(new ScriptedAccount());

    JsonObject answer = ask("{\"id\":1,\"call\":\"levitate\",\"args\":{}}\n");

    assertThat(answer.getAsJsonObject("error").get("reason").getAsString())
        .isEqualTo("NOT_OFFERED");
  }

  @Test
  void call_argumentMissingOrMalformed_namesIt() throws IOException {
    start(new ScriptedAccount());

    for (String args : List.of("{}", "{\"chat\":[]}", "{\"chat\":\"zz\"}")) {
      JsonObject answer = ask("{\"id\":1,\"call\":\"accept\",\"args\":" + args + "}\n");

      assertThat(answer.getAsJsonObject("error").get("field").getAsString()).isEqualTo("chat");
    }
  }

  @Test
  void line_tooLong_cutsTheCallerOffAndNobodyElse() throws IOException {
    start(new ScriptedAccount());
    AgentAccount other = connect();
    try (SocketChannel caller = raw()) {
      ByteBuffer flood = ByteBuffer.allocate(AgentProtocol.MAX_LINE + 1);

      assertThatExceptionOfType(IOException.class)
          .isThrownBy(
              () -> {
                while (true) {
                  caller.write(flood.rewind());
                }
              });
    }
    assertThat(other.whoAmI()).isNotNull();
  }

  @Test
  void line_garbage_cutsTheCallerOffAndNobodyElse() throws IOException {
    start(new ScriptedAccount());
    AgentAccount other = connect();
    Random random = new Random(7);
    List<String> garbage =
        new ArrayList<>(
            List.of(
                "\n",
                "[]\n",
                "nonsense\n",
                "{\"id\":1}\n",
                "{\"id\":\"x\",\"call\":\"stats\",\"args\":{}}\n",
                "{\"id\":1,\"call\":\"stats\",\"args\":[]}\n",
                "[".repeat(100_000) + "\n"));
    for (int i = 0; i < 20; i++) {
      byte[] noise = new byte[200];
      random.nextBytes(noise);
      garbage.add(new String(noise, StandardCharsets.ISO_8859_1) + "\n");
    }

    for (String line : garbage) {
      try (SocketChannel caller = raw()) {
        LineChannel lines = new LineChannel(caller);
        assertThat(lines.read()).as("greeting").isNotNull();
        caller.write(bytes(line));
        assertThat(lines.read()).as("%s", line).isNull();
      }
    }
    assertThat(other.whoAmI()).isNotNull();
  }

  @Test
  void caller_besideAnAgent_loadsNothingHeavy() throws Exception {
    Files.writeString(temporary.resolve("profile.json"), "sealed away from the caller");
    start(new ScriptedAccount());
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xshare:auto",
                "-Xlog:class+load:stdout",
                "-cp",
                System.getProperty("java.class.path"),
                AgentCaller.class.getName(),
                temporary.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String loaded = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(loaded).contains("called alice 42").contains("chat.sotto.client.agent.AgentAccount");
    assertThat(loaded.lines().filter(AgentServerTest::isHeavy)).isEmpty();
  }

  /** Tink's types for bytes and secrets are small, and ids are made of them. */
  private static boolean isHeavy(String line) {
    return line.matches(
        ".*\\] (io\\.grpc|com\\.google\\.protobuf|org\\.sqlite|org\\.bouncycastle|ch\\.qos\\.logback"
            + "|com\\.google\\.crypto\\.tink\\.(?!util\\.|(Insecure)?SecretKeyAccess )).*");
  }

  private JsonObject ask(String line) throws IOException {
    try (SocketChannel caller = raw()) {
      LineChannel lines = new LineChannel(caller);
      JsonObject greeting = lines.read();
      assertThat(greeting).isNotNull();
      caller.write(bytes(line));
      JsonObject answer = lines.read();
      return answer == null ? JsonParser.parseString("{}").getAsJsonObject() : answer;
    }
  }

  private SocketChannel raw() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(directory().agentSocket()));
  }

  private static ByteBuffer bytes(String line) {
    return ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
  }

  private ProfileDirectory directory() {
    return new ProfileDirectory(temporary);
  }

  private AgentServer start(ScriptedAccount account) {
    AgentServer server = AgentServer.start(directory(), account);
    open.add(server);
    return server;
  }

  private AgentAccount connect() {
    AgentAccount account = AgentAccount.connect(directory()).orElseThrow();
    open.add(0, account);
    return account;
  }
}
