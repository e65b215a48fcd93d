package chat.sotto.cli.command;

import chat.sotto.cli.terminal.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a device is called unless its owner says otherwise. */
final class DeviceName {
  private static final int MAX_LENGTH = 64;
  private static final Path LINUX_HOST_NAME = Path.of("/etc/hostname");

  private DeviceName() {}

  /** The machine's name as it is known without asking the network, which may take long. */
  static String ofThisMachine(Surroundings surroundings) {
    String name =
        surroundings
            .variable("HOSTNAME")
            .or(() -> surroundings.variable("COMPUTERNAME"))
            .orElseGet(DeviceName::fromFile)
            .strip();
    String known = name.isEmpty() ? "device" : name;
    return known.substring(0, Math.min(known.length(), MAX_LENGTH));
  }

  private static String fromFile() {
    try {
      return Files.readString(LINUX_HOST_NAME);
    } catch (IOException e) {
      return "";
    }
  }
}
