package chat.sotto.cli.command;

import chat.sotto.cli.output.ExitCode;
import chat.sotto.cli.output.Fields;
import chat.sotto.cli.output.Output;
import chat.sotto.cli.output.Printable;
import chat.sotto.client.Account;
import chat.sotto.client.Accounts;
import chat.sotto.client.OpenMode;
import chat.sotto.client.diagnosis.Ailment;
import chat.sotto.client.diagnosis.Diagnosis;
import chat.sotto.client.diagnosis.Doctor;
import chat.sotto.client.diagnosis.Finding;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.trust.JoinLink;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code doctor}: what is wrong, why, and what helps. */
@Command(
    name = "doctor",
    description = {
      "Find out why it does not work. Looks from the outside in: the host's name, the connection, TLS, the",
      "pinned authority, clocks, versions, this device's certificate, the session; and says what is wrong,",
      "why, and what helps. Only the session needs the password, and not while an agent or listen runs."
    },
    footer = {
      "",
      "Example:",
      "  sotto doctor",
      "  sotto doctor --join 'sotto://chat.example.org:7444/#…'"
    })
public final class DoctorCommand implements Callable<Integer> {

  @Option(
      names = "--join",
      paramLabel = "LINK",
      description = "Look at the server of a join link instead of a profile's; uses nothing up.")
  @Nullable String link;

  @Option(
      names = "--no-password",
      description = "Ask for no password; without an agent the session is then not checked.")
  boolean noPassword;

  private final Context context;

  /** Not run yet. */
  public DoctorCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Output output = context.output();
    Doctor doctor = new Doctor(InstantSource.system(), finding -> show(finding, output));
    Diagnosis diagnosis =
        link == null
            ? doctor.examineProfile(context.profile(), this::requireSession)
            : doctor.examineLink(JoinLink.parse(link));
    Optional<SottoException> verdict = diagnosis.verdict();
    if (verdict.isPresent()) {
      // Not thrown: what other commands are told to do about it was done here.
      output.failure(verdict.get());
      return ExitCode.of(verdict.get());
    }
    output.note(
        diagnosis.findings().stream().anyMatch(finding -> finding.ailment().isPresent())
            ? "it works; see the notes above"
            : "all is well");
    return ExitCode.DONE;
  }

  private void requireSession() {
    try (Account account =
        noPassword ? context.openWithoutPassword() : context.open(OpenMode.ONE_SHOT)) {
      Accounts.requireSession(account);
    }
  }

  private static void show(Finding finding, Output output) {
    String check = finding.check().name().toLowerCase(Locale.ROOT);
    String status = finding.status().name().toLowerCase(Locale.ROOT);
    String line = String.format("%-6s  %-12s  %s", status, check, finding.message());
    String hint = finding.ailment().map(Ailment::cure).orElse(null);
    List<String> lines =
        finding.status() == Finding.Status.NOTE
            ? List.of(Printable.line(line), " ".repeat(22) + hint)
            : List.of(Printable.line(line));
    output.data(
        lines,
        Fields.of("check", check)
            .and("ok", finding.isOk())
            .and("reason", finding.ailment().map(Enum::name).orElse(null))
            .and("message", finding.message())
            .and("cause", finding.ailment().map(Ailment::cause).orElse(null))
            .and("hint", hint));
  }
}
