package chat.sotto.it.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs {@code sotto} on a {@link PseudoTerminal}, for one profile. */
final class SottoTerminal {
  private static final int FIRST_WITH_NATIVE_ACCESS = 24;

  private final Path profile;
  private final Map<String, String> environment = new HashMap<>();
  private int columns = 80;
  private int rows = 24;

  private SottoTerminal(Path profile) {
    this.profile = profile;
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    environment.put("HOME", folder().toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("TERM", "xterm-256color");
    environment.put("SOTTO_PROFILE", profile.toString());
  }

  /** A terminal of 80 columns and 24 rows whose environment names this profile. */
  static SottoTerminal of(Path profile) {
    return new SottoTerminal(profile);
  }

  SottoTerminal with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  SottoTerminal size(int newColumns, int newRows) {
    columns = newColumns;
    rows = newRows;
    return this;
  }

  private Path folder() {
    Path parent = profile.toAbsolutePath().getParent();
    return parent == null ? profile : parent;
  }

  /** Runs a command line. */
  PseudoTerminal run(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
    if (Runtime.version().feature() >= FIRST_WITH_NATIVE_ACCESS) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("chat.sotto.app.Main");
    command.addAll(List.of(arguments));
    return PseudoTerminal.run(command, environment, folder(), columns, rows);
  }
}
