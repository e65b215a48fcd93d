package chat.sotto.cli.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options that every command takes, before or after its name. */
public final class GlobalOptions {

  @Option(
      names = "--profile",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Where your account lives here (else SOTTO_PROFILE, else ~/.sotto).")
  @Nullable Path profile;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print one JSON object a line, for programs.")
  boolean json;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Read the password from a file (else SOTTO_PASSWORD_FILE, else ask).")
  @Nullable Path passwordFile;

  @Option(
      names = "--yes",
      scope = ScopeType.INHERIT,
      description = "Do not ask before what cannot be undone.")
  boolean yes;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Explain the command and show an example.")
  boolean help;
}
