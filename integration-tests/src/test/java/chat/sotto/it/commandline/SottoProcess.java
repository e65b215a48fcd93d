package chat.sotto.it.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One run of the program in a JVM of its own. */
final class SottoProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 90;

  private final Process process;
  private final Lines out;
  private final Lines err;

  private SottoProcess(Process process) {
    this.process = process;
    this.out = new Lines(process.getInputStream());
    this.err = new Lines(process.getErrorStream());
  }

  /**
   * Starts a command. The environment names no profile and no password, and there is no terminal.
   */
  static SottoProcess start(String... arguments) {
    try {
      return new SottoProcess(builder(arguments).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, not started yet. */
  static ProcessBuilder builder(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "chat.sotto.app.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().remove("SOTTO_PROFILE");
    builder.environment().remove("SOTTO_PASSWORD_FILE");
    return builder;
  }

  /** Runs a command to its end. */
  static Result run(String... arguments) {
    return runWith("", arguments);
  }

  /** Runs a command to its end with something on its standard input. */
  static Result runWith(String input, String... arguments) {
    try (SottoProcess started = start(arguments)) {
      try (OutputStream stdin = started.process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // It ended without reading: its exit code tells.
      }
      return started.end();
    }
  }

  /** Waits for a line of standard output that begins so. */
  String awaitOut(String beginning) {
    return out.await(beginning, err);
  }

  /** Waits for a line of standard error that begins so. */
  String awaitErr(String beginning) {
    return err.await(beginning, err);
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** Waits for its end. */
  Result end() {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("the command does not end; it said: " + err.all());
      }
      return new Result(process.exitValue(), out.toEnd(), err.toEnd());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /**
   * What a command did.
   *
   * @param code its exit code
   * @param out lines of standard output
   * @param err lines of standard error
   */
  record Result(int code, List<String> out, List<String> err) {

    /** It must have succeeded. */
    Result ok() {
      assertThat(code).as("%s", err).isZero();
      return this;
    }

    /** The only line of output. */
    String line() {
      ok();
      assertThat(out).hasSize(1);
      return out.get(0);
    }

    /** The only line of output as JSON. */
    JsonObject json() {
      return JsonParser.parseString(line()).getAsJsonObject();
    }

    /** All lines of output as JSON. */
    List<JsonObject> jsonLines() {
      ok();
      return out.stream().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    }

    /** It must have failed with this code, printed nothing, and said this reason in JSON. */
    void failed(int expected, String reason) {
      assertThat(err).isNotEmpty();
      String last = err.get(err.size() - 1);
      assertThat(last).startsWith("{\"error\":");
      JsonObject error = JsonParser.parseString(last).getAsJsonObject().getAsJsonObject("error");
      assertThat(error.get("reason").getAsString()).isEqualTo(reason);
      assertThat(error.get("message").getAsString()).isNotBlank();
      assertThat(error.has("hint")).isTrue();
      assertThat(code).isEqualTo(expected);
      assertThat(out).isEmpty();
      assertThat(err).noneMatch(line -> line.startsWith("\tat "));
    }
  }

  /** Reads a stream as long as the process lives, so that it never waits for us. */
  private static final class Lines {
    private final LinkedBlockingQueue<String> waiting = new LinkedBlockingQueue<>();
    private final List<String> all = new ArrayList<>();
    private final CompletableFuture<Void> end;

    Lines(InputStream stream) {
      end = new CompletableFuture<>();
      Thread reader = new Thread(() -> read(stream), "sotto-output");
      reader.setDaemon(true);
      reader.start();
    }

    private void read(InputStream stream) {
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          synchronized (all) {
            all.add(line);
          }
          waiting.add(line);
        }
      } catch (IOException e) {
        // The process was killed.
      }
      end.complete(null);
    }

    String await(String beginning, Lines err) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      try {
        while (true) {
          String line = waiting.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
          if (line == null) {
            throw new AssertionError("no line '" + beginning + "'; it said: " + err.all());
          }
          if (line.startsWith(beginning)) {
            return line;
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }

    List<String> toEnd() {
      end.join();
      return all();
    }

    List<String> all() {
      synchronized (all) {
        return List.copyOf(all);
      }
    }
  }
}
