package chat.sotto.it.debugging;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The buf on the PATH, else the one that npm brings; and a shell to run it in. */
final class Buf {
  private static final String VERSION = "1.75.0";
  private static final int PATIENCE_SECONDS = 120;

  private final Path program;

  private Buf(Path program) {
    this.program = program;
  }

  /** Skips the test if there is none; with {@code CI=true} it fails instead. */
  static Buf find() {
    List<Path> onPath =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "buf"))
            .filter(Files::isExecutable)
            .toList();
    if (!onPath.isEmpty()) {
      return new Buf(onPath.get(0));
    }
    Result found =
        run(
            Path.of("."),
            "npm exec --yes --package=@bufbuild/buf@" + VERSION + " -c 'command -v buf'");
    List<String> lines = found.out().lines().toList();
    if (lines.isEmpty()) {
      String why = "neither is buf on the PATH nor could npm bring it";
      if ("true".equals(System.getenv("CI"))) {
        fail(why);
      }
      abort(why + ": the calls of docs/debugging.md are not run with it");
    }
    return new Buf(Path.of(lines.get(lines.size() - 1)));
  }

  /**
   * What a command printed.
   *
   * @param out standard output
   * @param err standard error
   */
  record Result(String out, String err) {}

  /** Runs lines of shell in which {@code buf} and {@code sotto} are what they are called. */
  Result shell(Path folder, List<String> lines) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return run(
        folder,
        "buf() { '"
            + program
            + "' \"$@\"; }\nsotto() { '"
            + java
            + "' -XX:TieredStopAtLevel=1 -cp '"
            + System.getProperty("java.class.path")
            + "' chat.sotto.app.Main --profile nowhere \"$@\"; }\n"
            + String.join("\n", lines));
  }

  private static Result run(Path folder, String script) {
    try {
      Process process = new ProcessBuilder("bash", "-c", script).directory(folder.toFile()).start();
      process.getOutputStream().close();
      CompletableFuture<String> err =
          CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
      String out = text(process.getInputStream());
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("does not end: " + script);
      }
      return new Result(out, err.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String text(java.io.InputStream in) {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
