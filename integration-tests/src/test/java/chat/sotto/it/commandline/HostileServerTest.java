package chat.sotto.it.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.it.wire.ForgedCertificates;
import chat.sotto.it.wire.ImpostorServer;
import chat.sotto.it.wire.Person;
import chat.sotto.it.wire.TestServer;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.protobuf.StatusProto;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A server that is the right one and means harm: what it says reaches the screen, and no more. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileServerTest {
  private static final String EVIL =
      "\u001b]52;c;cm0gLXJm\u0007\u001b[2J\r\nsotto: all is well\u202E\u2028\u009b1A\u200B\u0301";

  @TempDir static Path folder;
  private TestServer server;
  private ImpostorServer hostile;
  private String link;

  @BeforeAll
  void start() throws Exception {
    server = TestServer.builder(folder.resolve("server")).start();
    Person alice = server.join("alice");
    KeyPair pair = alice.device().keys().tls();
    String fingerprint =
        HexFormat.of().formatHex(server.link().fingerprint().toByteArray()).substring(0, 32);
    X509Certificate right =
        ForgedCertificates.like(alice.device().certificate(), server.caKey())
            .withPurpose(KeyPurposeId.id_kp_serverAuth)
            .withDns(fingerprint + ".sotto.internal")
            .issue(pair);
    hostile =
        ImpostorServer.failing(
            pair,
            right,
            server.caCertificate(),
            StatusProto.toStatusRuntimeException(
                Status.newBuilder()
                    .setCode(Code.FAILED_PRECONDITION_VALUE)
                    .setMessage(EVIL)
                    .addDetails(
                        Any.pack(ErrorInfo.newBuilder().setDomain("sotto").setReason(EVIL).build()))
                    .build()));
    link = "sotto://127.0.0.1:" + hostile.port() + "/#" + base64(server.link().fingerprint());
  }

  private static String base64(ByteString bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  @AfterAll
  void stop() {
    hostile.close();
    server.close();
  }

  @Test
  void failure_asText_isOneLineWithoutAnythingThatATerminalObeys() {
    Somebody victim = Somebody.in(folder, "victim");
    SottoProcess.Result result =
        SottoProcess.run(
            "--profile",
            victim.profile().toString(),
            "--password-file",
            victim.passwordFile().toString(),
            "register",
            "--join",
            link,
            "--username",
            "victim");
    assertThat(hostile.calls()).isPositive();
    assertThat(result.code()).isEqualTo(5);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .containsExactly(
            "sotto: <U+001B>]52;c;cm0gLXJm<U+0007><U+001B>[2J<U+000D><U+000A>sotto: all is well"
                + "<U+202E><U+2028><U+009B>1A<U+200B><U+0301>");
  }

  @Test
  void failure_asJson_saysWhatWasSaidAndNothingThatATerminalObeys() {
    SottoProcess.Result result = Somebody.in(folder, "victim").register(link);
    List<String> err = result.err();
    String last = err.get(err.size() - 1);
    assertThat(JsonLine.harmful(last)).isEmpty();
    JsonObject error = JsonParser.parseString(last).getAsJsonObject().getAsJsonObject("error");
    assertThat(error.get("message").getAsString()).isEqualTo(EVIL);
    // Programs decide by it: it is one of ours, or the status itself.
    assertThat(error.get("reason").getAsString()).isEqualTo("FAILED_PRECONDITION");
  }
}
