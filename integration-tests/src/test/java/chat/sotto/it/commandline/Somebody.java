package chat.sotto.it.commandline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Somebody who types commands, with a profile and a password file of their own. */
record Somebody(String name, Path profile, Path passwordFile) {

  static Somebody in(Path folder, String name) {
    Path passwordFile = secret(folder.resolve(name + ".password"), "correct horse of " + name);
    return new Somebody(name, folder.resolve(name), passwordFile);
  }

  /** A file that only its owner can read. */
  static Path secret(Path file, String content) {
    try {
      Files.writeString(file, content + "\n");
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SottoProcess.Result register(String joinLink) {
    return json("register", "--join", joinLink, "--username", name);
  }

  /** Runs a command with {@code --json}. */
  SottoProcess.Result json(String... command) {
    return SottoProcess.run(arguments(command));
  }

  /** Starts a command with {@code --json}. */
  SottoProcess start(String... command) {
    return SottoProcess.start(arguments(command));
  }

  private String[] arguments(String... command) {
    List<String> arguments = new ArrayList<>(withoutPassword());
    arguments.add("--password-file");
    arguments.add(passwordFile.toString());
    arguments.addAll(List.of(command));
    return arguments.toArray(String[]::new);
  }

  /** The global options of somebody who has not said where the password is. */
  List<String> withoutPassword() {
    return List.of("--json", "--profile", profile.toString());
  }
}
