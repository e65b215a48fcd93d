package chat.sotto.cli.terminal;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a command meets outside itself.
 *
 * @param environment environment variables
 * @param home the user's home directory
 * @param in standard input
 * @param out standard output, for data
 * @param err standard error, for everything else
 * @param terminal who can be asked, if anybody
 * @param stopSignal how somebody outside ends a long-running command
 * @param zone in which times are shown to people
 * @param version of the program, for people
 */
public record Surroundings(
    Map<String, String> environment,
    Path home,
    InputStream in,
    OutputStream out,
    OutputStream err,
    Terminal terminal,
    StopSignal stopSignal,
    ZoneId zone,
    String version) {

  /** An environment variable; an empty one counts as unset. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }
}
