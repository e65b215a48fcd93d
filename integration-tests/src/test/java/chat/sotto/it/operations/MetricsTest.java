package chat.sotto.it.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.sotto.it.wire.Friends;
import chat.sotto.it.wire.Person;
import chat.sotto.it.wire.ProtocolBytes;
import chat.sotto.it.wire.RawCalls;
import chat.sotto.it.wire.Refusal;
import chat.sotto.it.wire.WireConnection;
import chat.sotto.it.wire.WireDevice;
import chat.sotto.it.wire.WireLink;
import chat.sotto.it.wire.WireStream;
import chat.sotto.service.ServerConfig;
import chat.sotto.service.SottoServer;
import chat.sotto.service.Telemetry;
import chat.sotto.v1.AuthServiceGrpc;
import chat.sotto.v1.LoginRequest;
import com.google.protobuf.ByteString;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus is told, and who may ask. */
class MetricsTest {
  @TempDir Path folder;
  private SottoServer server;
  private int port;

  @BeforeEach
  void start() throws IOException {
    server =
        SottoServer.start(
            ServerConfig.durable(folder.resolve("data"))
                .withBind("127.0.0.1")
                .withPorts(ServerConfig.Ports.of(0), ServerConfig.Ports.of(0)),
            Telemetry.withMetrics(0));
    port = server.metricsPort().orElseThrow();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void scrape_afterAConversationAndFailures_hasCountedThemUnderBoundedLabels() throws IOException {
    Person alice = join("alice");
    Person bob = join("bob");
    Friends friends = Friends.of(alice, bob);
    try (WireStream alices = alice.online();
        WireStream bobs = bob.online()) {
      for (int i = 0; i < 7; i++) {
        bobs.awaitEntry(
            friends.id(), alices.send(friends.chat(), ProtocolBytes.random(300)).getSeq());
      }
      var unusedRefused = alices.answer(alices.post(unknownChat(), ProtocolBytes.random(300)));
      try (WireConnection guessing = alice.device().connect(chat())) {
        Refusal.of(
            () ->
                guessing
                    .auth()
                    .login(LoginRequest.newBuilder().setAuthKey(ProtocolBytes.random(32)).build()));
      }
      for (String name : List.of("sotto.v1.AuthService/GiveMeAll", "evil.Service/\u00e4{}\"\n")) {
        Refusal.of(() -> call(alice, name));
      }
      RawCalls.sayPlain(chat(), "GET / HTTP/1.1\r\n\r\n");

      await()
          .untilAsserted(
              () ->
                  assertThat(
                          value(
                              "sotto_tls_handshake_failures_total{cause=\"not_tls\",listener=\"chat\"}"))
                      .isEqualTo(1));
      assertThat(value("sotto_streams")).isEqualTo(2);
      assertThat(value("sotto_connections{listener=\"chat\"}")).isEqualTo(2);
    }
    assertThat(value("sotto_submissions_accepted_total{kind=\"message\"}")).isEqualTo(7);
    assertThat(
            value("sotto_submissions_rejected_total{kind=\"message\",reason=\"chat_not_found\"}"))
        .isEqualTo(1);
    assertThat(value("sotto_events_total{event=\"registered\"}")).isEqualTo(2);
    assertThat(value("sotto_events_total{event=\"logged_in\"}")).isEqualTo(2);
    assertThat(value("sotto_events_total{event=\"wrong_secret\"}")).isEqualTo(1);
    assertThat(value("sotto_stream_entries_delivered_total")).isGreaterThanOrEqualTo(14);
    assertThat(value("sotto_stream_frames_sent_total")).isGreaterThan(20);
    assertThat(value("sotto_store_commit_duration_seconds_count")).isGreaterThan(7);
    assertThat(value("sotto_store_commit_steps_sum")).isGreaterThan(7);
    assertThat(value("sotto_call_duration_seconds_count{method=\"sotto.v1.AuthService/Login\"}"))
        .isEqualTo(3);
    assertThat(value("sotto_calls_total{code=\"OK\",method=\"sotto.v1.AuthService/Login\"}"))
        .isEqualTo(2);
    assertThat(value("sotto_calls_total{code=\"UNIMPLEMENTED\",method=\"unknown\"}")).isEqualTo(2);
    await()
        .untilAsserted(
            () ->
                assertThat(scrape())
                    .containsPattern(
                        "sotto_calls_total\\{code=\"[A-Z]+\",method=\"sotto.v1.ChatService/Connect\"\\}"));
    assertThat(value("sotto_database_bytes")).isGreaterThan(10_000);
    assertThat(value("sotto_users")).isBetween(0.0, 2.0);
    assertThat(value("sotto_server_certificate_expiry_timestamp_seconds"))
        .isGreaterThan(System.currentTimeMillis() / 1000.0);
    assertThat(value("sotto_draining")).isZero();
    assertThat(scrape()).contains("jvm_memory_used_bytes", "process_files_open_files", "jvm_gc");
    labelsAreBounded(friends);
  }

  /** Nothing that a peer has chosen stands in a label. */
  private void labelsAreBounded(Friends friends) throws IOException {
    Matcher label = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(scrape());
    Set<String> values = label.results().map(found -> found.group(1)).collect(Collectors.toSet());
    assertThat(values).hasSizeGreaterThan(20);
    for (Person person : List.of(friends.one(), friends.other())) {
      assertThat(values).noneMatch(value -> value.contains(person.name()));
      assertThat(values).noneMatch(value -> value.contains(hex(person.device().deviceId())));
    }
    assertThat(values).noneMatch(value -> value.contains(hex(friends.id())));
    assertThat(values).noneMatch(value -> value.contains("evil") || value.contains("GiveMeAll"));
    assertThat(values).noneMatch(value -> value.contains("127.0.0.1"));
  }

  @Test
  void endpoint_foreignNameOtherPathOrMethod_isRefused() throws IOException {
    assertThat(answer("GET /metrics HTTP/1.1\r\nHost: localhost:" + port)).contains(" 200 ");
    assertThat(answer("GET /metrics HTTP/1.1\r\nHost: 127.0.0.1")).contains(" 200 ");
    assertThat(answer("GET /ready HTTP/1.1\r\nHost: localhost")).contains(" 200 ");
    assertThat(answer("GET /metrics HTTP/1.1\r\nHost: evil.example:" + port)).contains(" 403 ");
    assertThat(answer("GET /metrics HTTP/1.1\r\nHost: localhost\r\nHost: evil.example"))
        .doesNotContain(" 200 ");
    assertThat(answer("GET /metrics HTTP/1.0")).contains(" 403 ");
    assertThat(answer("GET / HTTP/1.1\r\nHost: localhost")).contains(" 404 ");
    assertThat(answer("GET /metrics/../etc/passwd HTTP/1.1\r\nHost: localhost")).contains(" 404 ");
    assertThat(answer("POST /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0"))
        .contains(" 405 ");
    assertThat(answer("HEAD /metrics HTTP/1.1\r\nHost: localhost")).contains(" 405 ");
  }

  @Test
  void endpoint_fromAnotherAddress_cannotBeReached() {
    assertThatThrownBy(() -> new Socket(InetAddress.getByName("127.0.0.2"), port).close())
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void endpoint_silentPeers_doNotKeepOthersOut() throws IOException {
    List<Socket> silent = new java.util.ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write("GET /metr".getBytes(StandardCharsets.US_ASCII));
        silent.add(socket);
      }
      assertThat(scrape()).contains("sotto_streams");
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void close_withMetrics_closesThePort() {
    server.close();
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void start_portTaken_saysSo() {
    assertThatThrownBy(
            () -> SottoServer.start(ServerConfig.throwAway(), Telemetry.withMetrics(port)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("127.0.0.1:" + port + " (metrics)");
  }

  private Person join(String name) {
    WireDevice device = WireDevice.register(WireLink.parse(server.joinLink().orElseThrow()), name);
    return new Person(device, device.login(chat()));
  }

  private InetSocketAddress chat() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.chatPort());
  }

  private static chat.sotto.it.wire.WireChat unknownChat() {
    return new chat.sotto.it.wire.WireChat(ProtocolBytes.randomId(), 1);
  }

  private static void call(Person person, String name) {
    MethodDescriptor<?, ?> method =
        AuthServiceGrpc.getLoginMethod().toBuilder().setFullMethodName(name).build();
    var unused = RawCalls.unary(person.connection(), method, new byte[0]);
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  private double value(String series) throws IOException {
    return scrape()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElse(-1);
  }

  private String scrape() throws IOException {
    return answer("GET /metrics HTTP/1.1\r\nHost: localhost");
  }

  /** All that comes back for a request whose end is added here. */
  private String answer(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket
          .getOutputStream()
          .write((request + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
