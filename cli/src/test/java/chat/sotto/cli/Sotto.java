package chat.sotto.cli;

import chat.sotto.cli.command.Context;
import chat.sotto.cli.command.GlobalOptions;
import chat.sotto.cli.terminal.ChangingLine;
import chat.sotto.cli.terminal.StopSignal;
import chat.sotto.cli.terminal.Surroundings;
import chat.sotto.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs command lines in a {@link SmallWorld} and keeps what they print. */
final class Sotto {
  private static final int MOST_PROMPTS = 100;

  final SmallWorld world = new SmallWorld();
  final Map<String, String> environment = new HashMap<>();
  final Path home;

  /** What the person at the terminal types, line by line; null: there is no terminal. */
  @Nullable Deque<String> typed;

  /** What was asked. */
  final List<String> prompts = new ArrayList<>();

  byte[] stdin = new byte[0];
  OutputStream stdout = new ByteArrayOutputStream();
  @Nullable Runnable stop;

  /** Where it is shown how far something has come. */
  ChangingLine line = ChangingLine.NONE;

  String out = "";
  String err = "";

  /** With the right password in a file that the environment names. */
  Sotto(Path home) {
    this.home = home;
    environment.put("SOTTO_PASSWORD_FILE", file("password", SmallWorld.PASSWORD + "\n").toString());
  }

  /** A private file in the home directory. */
  Path file(String name, String content) {
    try {
      Path file = Files.writeString(home.resolve(name), content);
      file.toFile().setReadable(false, false);
      file.toFile().setReadable(true, true);
      file.toFile().setWritable(false, false);
      file.toFile().setWritable(true, true);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void types(String... lines) {
    typed = new ArrayDeque<>(List.of(lines));
  }

  /** Runs a command line; {@link #out} and {@link #err} are what it printed. */
  int run(String... arguments) {
    return keeping(
        surroundings ->
            new Program(surroundings, world, List.of(new ClientCommands()), profile -> {})
                .run(arguments));
  }

  /** Does what a command would do, without one. */
  <T> T with(Function<Context, T> step) {
    return keeping(
        surroundings -> step.apply(new Context(new GlobalOptions(), surroundings, world)));
  }

  private <T> T keeping(Function<Surroundings, T> step) {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    stdout = stdout instanceof ByteArrayOutputStream ? new ByteArrayOutputStream() : stdout;
    try {
      return step.apply(
          new Surroundings(
              environment,
              home,
              new ByteArrayInputStream(stdin),
              stdout,
              errors,
              new Typist(),
              stopSignal(),
              ZoneOffset.UTC,
              "1.2.3"));
    } finally {
      out =
          stdout instanceof ByteArrayOutputStream bytes
              ? bytes.toString(StandardCharsets.UTF_8)
              : "";
      err = errors.toString(StandardCharsets.UTF_8);
    }
  }

  private StopSignal stopSignal() {
    return new StopSignal() {
      @Override
      public Watch watch(Runnable action) {
        stop = action;
        return () -> world.calls.add("watch closed");
      }

      @Override
      public Watch lastWords(Runnable say) {
        stop = say;
        return () -> stop = null;
      }
    };
  }

  private final class Typist implements Terminal {
    private boolean ended;

    @Override
    public boolean isInteractive() {
      return typed != null;
    }

    @Override
    public ChangingLine changingLine() {
      return line;
    }

    @Override
    public String ask(String prompt) {
      prompts.add(prompt);
      if (prompts.size() > MOST_PROMPTS) {
        throw new AssertionError("asks without end: " + prompt);
      }
      ended = typed == null || typed.isEmpty();
      return typed == null || ended ? "" : typed.remove();
    }

    @Override
    public boolean ended() {
      return ended;
    }

    @Override
    public char[] askHidden(String prompt) {
      return ask(prompt).toCharArray();
    }
  }
}
