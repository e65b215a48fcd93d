package chat.sotto.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Buf's standard style: by the buf on the PATH, else by the one that npm brings. */
class BufLintTest {
  private static final String VERSION = "1.75.0";

  @Test
  void protoFiles_lintedByBuf_followItsStandardStyle() throws IOException, InterruptedException {
    List<String> buf = buf();
    if (buf.isEmpty()) {
      missing("neither buf nor npm is on the PATH");
    }
    if (run(with(buf, "--version")).status() != 0) {
      missing("npm could not bring buf " + VERSION);
    }
    Outcome lint = run(with(buf, "lint"));
    assertThat(lint.status()).as(lint.output()).isZero();
  }

  private static List<String> buf() {
    if (onPath("buf")) {
      return List.of("buf");
    }
    return onPath("npm")
        ? List.of("npm", "exec", "--yes", "--package=@bufbuild/buf@" + VERSION, "--", "buf")
        : List.of();
  }

  private static void missing(String why) {
    if ("true".equals(System.getenv("CI"))) {
      fail(why);
    }
    abort(why + ": the style of the .proto files is not checked");
  }

  private static List<String> with(List<String> command, String argument) {
    List<String> all = new ArrayList<>(command);
    all.add(argument);
    return all;
  }

  private record Outcome(int status, String output) {}

  private static Outcome run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output);
  }

  private static boolean onPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
