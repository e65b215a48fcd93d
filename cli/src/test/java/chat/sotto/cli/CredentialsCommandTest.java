package chat.sotto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sotto credentials}: four files that are secrets, all of them or none. */
class CredentialsCommandTest {
  private static final String TOKEN = "authorization: Bearer " + "A".repeat(43) + "\n";

  @TempDir Path home;
  private Sotto sotto;
  private Path creds;

  @BeforeEach
  void start() throws IOException {
    sotto = new Sotto(home);
    creds = Files.createDirectory(home.resolve("out")).resolve("creds");
  }

  private int export(String... more) {
    String[] arguments =
        Stream.concat(Stream.of("credentials", "--output", creds.toString()), Stream.of(more))
            .toArray(String[]::new);
    return sotto.run(arguments);
  }

  private List<String> beside() throws IOException {
    try (Stream<Path> files = Files.list(creds.getParent())) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void output_missing_isMadeForItsOwnerAlone() throws IOException {
    assertThat(export()).isZero();

    assertThat(mode(creds)).isEqualTo("rwx------");
    assertThat(creds.resolve("ca.pem")).hasContent("the CA");
    assertThat(creds.resolve("device.pem")).hasContent("the certificate");
    assertThat(creds.resolve("device.key")).hasContent("key");
    assertThat(Files.readString(creds.resolve("token"))).isEqualTo(TOKEN);
    for (String name : List.of("ca.pem", "device.pem", "device.key", "token")) {
      assertThat(mode(creds.resolve(name))).as(name).isEqualTo("rw-------");
    }
    assertThat(beside()).containsExactly("creds");
  }

  @Test
  void output_saysWhatTheFilesAreWorthAndHowToUseThem() {
    export();

    assertThat(sotto.err)
        .contains("can call the server as alice's device", "sotto logout", "2027-02-19");
    assertThat(sotto.out.lines())
        .containsExactly(
            "buf curl --protocol grpc --cacert %1$s/ca.pem --cert %1$s/device.pem --key %1$s/device.key --servername 0123.sotto.internal -H @%1$s/token 'https://[::1]:7443/sotto.v1.ChatService/ListChats'"
                .formatted(creds),
            "SOTTO_TOKEN=\"$(cat %1$s/token)\" grpcurl -cacert %1$s/ca.pem -cert %1$s/device.pem -key %1$s/device.key -authority 0123.sotto.internal -expand-headers -H '${SOTTO_TOKEN}' '[::1]:7443' sotto.v1.ChatService/ListChats"
                .formatted(creds));
    assertThat(sotto.out + sotto.err).doesNotContain("AAAAAAAA").doesNotContain("key\n");
  }

  @Test
  void output_pathWithBlanksAndQuotes_isQuotedForTheShell() throws IOException {
    creds = Files.createDirectory(home.resolve("it's here")).resolve("a b");

    export();

    assertThat(sotto.out).contains("-H '@" + home + "/it'\\''s here/a b/token'");
  }

  @Test
  void json_namesFilesEndpointsServerAndExpiry() {
    assertThat(export("--json")).isZero();

    JsonObject line = JsonParser.parseString(sotto.out).getAsJsonObject();
    assertThat(line.keySet())
        .containsExactly(
            "ok",
            "username",
            "device",
            "ca",
            "certificate",
            "key",
            "token",
            "chat",
            "enroll",
            "server_name",
            "expires",
            "buf",
            "grpcurl");
    assertThat(line.get("ok").getAsBoolean()).isTrue();
    assertThat(line.get("token").getAsString()).isEqualTo(creds.resolve("token").toString());
    assertThat(line.get("chat").getAsString()).isEqualTo("[::1]:7443");
    assertThat(line.get("enroll").getAsString()).isEqualTo("localhost:7444");
    assertThat(line.get("server_name").getAsString()).isEqualTo("0123.sotto.internal");
    assertThat(line.get("expires").getAsString()).isEqualTo("2027-02-19T03:00:00Z");
    assertThat(sotto.out).doesNotContain("AAAAAAAA");
  }

  @Test
  void repeated_withoutForce_isRefusedAndWithItReplaces() throws IOException {
    export();
    Files.writeString(creds.resolve("token"), "old");

    assertThat(export()).isEqualTo(5);
    assertThat(sotto.err).contains("already", "--force");
    assertThat(creds.resolve("token")).hasContent("old");

    assertThat(export("--force")).isZero();
    assertThat(Files.readString(creds.resolve("token"))).isEqualTo(TOKEN);
    assertThat(beside()).containsExactly("creds");
  }

  @Test
  void output_emptyAndOpenToOthers_isClosed() throws IOException {
    Files.createDirectory(creds);
    Files.setPosixFilePermissions(creds, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThat(export()).isZero();

    assertThat(mode(creds)).isEqualTo("rwx------");
  }

  @Test
  void output_withOtherFiles_isRefusedEvenWithForce() throws IOException {
    Files.createDirectory(creds);
    Files.writeString(creds.resolve("thesis.txt"), "years of work");

    assertThat(export("--force")).isEqualTo(5);

    assertThat(creds.resolve("thesis.txt")).hasContent("years of work");
    assertThat(creds.resolve("token")).doesNotExist();
    assertThat(beside()).containsExactly("creds");
  }

  @Test
  void output_isAFileOrALink_isWrongUsage() throws IOException {
    Files.writeString(creds, "a file");
    assertThat(export("--force")).isEqualTo(2);
    assertThat(creds).hasContent("a file");

    Files.delete(creds);
    Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
    Files.createSymbolicLink(creds, elsewhere);
    assertThat(export("--force")).isEqualTo(2);
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void output_inAMissingDirectory_isWrongUsage() {
    creds = home.resolve("nowhere").resolve("creds");

    assertThat(export()).isEqualTo(2);

    assertThat(sotto.err).contains("there is no directory in which to make");
    assertThat(home.resolve("nowhere")).doesNotExist();
  }

  @Test
  void account_notLoggedIn_leavesNothing() throws IOException {
    sotto.world.failure = new SottoException(Reason.NOT_LOGGED_IN, "not logged in");

    assertThat(export()).isEqualTo(3);

    assertThat(beside()).isEmpty();
  }
}
