package chat.sotto.client.profile;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the process that holds a profile says about itself. It is only believed while the lock is
 * held: a killed process leaves its words behind, and not the lock.
 *
 * @param pid its process id
 * @param command what it does, one word such as {@code listen}
 * @param kind for how long it holds the profile
 */
public record LockHolder(long pid, String command, Kind kind) {
  private static final int MAX_BYTES = 4096;
  private static final Set<String> WITH_VALUE = Set.of("--profile", "--password-file");

  /** For how long a profile is held. */
  public enum Kind {
    /** For one command: waiting helps. */
    ONE_SHOT,
    /** Until it is told to end; it serves other commands meanwhile. */
    LONG_RUNNING
  }

  /** This process. */
  static LockHolder current(Kind kind) {
    return new LockHolder(
        ProcessHandle.current().pid(), command(System.getProperty("sun.java.command", "")), kind);
  }

  /**
   * The subcommand in a command line: the first word that is neither the program, nor an option or
   * the value of one that comes before the subcommand.
   */
  static String command(String commandLine) {
    List<String> words = List.of(commandLine.split(" ", -1));
    for (int i = 1; i < words.size(); i++) {
      boolean value = WITH_VALUE.contains(words.get(i - 1));
      if (!value && words.get(i).matches("[a-z][a-z-]{0,30}")) {
        return words.get(i);
      }
    }
    return "sotto";
  }

  void write(ProfileDirectory directory) throws IOException {
    JsonObject json = new JsonObject();
    json.addProperty("pid", pid);
    json.addProperty("command", command);
    json.addProperty("kind", kind.name().toLowerCase(Locale.ROOT));
    AtomicFile.write(directory.lockHolder(), json.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Empty when it has not said anything yet, or nothing that can be read. */
  static Optional<LockHolder> read(ProfileDirectory directory) {
    try {
      if (Files.size(directory.lockHolder()) > MAX_BYTES) {
        return Optional.empty();
      }
      JsonObject json =
          JsonParser.parseString(Files.readString(directory.lockHolder())).getAsJsonObject();
      return Optional.of(
          new LockHolder(
              json.get("pid").getAsLong(),
              json.get("command").getAsString(),
              Kind.valueOf(json.get("kind").getAsString().toUpperCase(Locale.ROOT))));
    } catch (IOException
        | JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | NullPointerException
        | UnsupportedOperationException e) {
      // A courtesy to people, written by another process: without it the message is less exact,
      // that is all.
      return Optional.empty();
    }
  }
}
