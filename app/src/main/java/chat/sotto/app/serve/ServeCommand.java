package chat.sotto.app.serve;

import chat.sotto.app.settings.ServeSettings;
import chat.sotto.app.settings.SettingsReport;
import chat.sotto.cli.command.Context;
import chat.sotto.cli.output.ExitCode;
import chat.sotto.cli.output.Fields;
import chat.sotto.cli.output.Output;
import chat.sotto.cli.terminal.StopSignal;
import chat.sotto.service.ServerConfig;
import chat.sotto.service.SottoServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: runs a server in this process until it is told to end. */
@Command(
    name = "serve",
    description = {
      "Run a server. When it is ready it prints its addresses and a link to join with, which admits",
      "10 users for 24 hours. Ctrl-C ends it in order. DATA/operator is the operator's own profile,",
      "its password beside it.",
      "",
      "Each option may also be set by an environment variable (--enroll-port: SOTTO_ENROLL_PORT) or a",
      "line of the settings file (enroll-port=7444). Options come first, then variables, then the file."
    },
    footer = {
      "",
      "Example:",
      "  sotto serve",
      "  sotto serve --data /srv/sotto --host chat.example.org",
      "  SOTTO_ENROLL_PORT=8444 sotto serve --config /etc/sotto.properties --print-config",
      "  sotto --profile /srv/sotto/operator --password-file /srv/sotto/operator/password \\",
      "      admin invite --uses 5"
    })
public final class ServeCommand implements Callable<Integer> {

  @Mixin ServeOptions options = new ServeOptions();

  @Option(
      names = "--print-config",
      description = "Print each setting, its value and where that stands; start nothing.")
  boolean printConfig;

  @Spec CommandSpec spec;

  private final Context context;
  private final ServeSettings settings;

  /**
   * Not run yet.
   *
   * @param settings gives the options that are not on the command line
   */
  public ServeCommand(Context context, ServeSettings settings) {
    this.context = context;
    this.settings = settings;
  }

  @Override
  public Integer call() {
    settings.check(spec);
    settings.doubtful(spec).forEach(context.output()::note);
    ServerConfig config = options.config(settings.defaultData());
    if (printConfig) {
      printConfig(config);
      return ExitCode.DONE;
    }
    options.openLog();
    CountDownLatch stop = new CountDownLatch(1);
    try (StopSignal.Watch unusedWatch = context.surroundings().stopSignal().watch(stop::countDown);
        RunningServer server = RunningServer.start(config, options.telemetry())) {
      Operator.ensure(server.server(), config, context.output()::note);
      announce(server.server());
      stop.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.DONE;
  }

  private void printConfig(ServerConfig config) {
    // What follows from others is shown as it will be.
    options.data = config.dataDir().orElse(null);
    options.store = config.store();
    options.attachments = config.attachmentBytes();
    options.config = settings.path(spec).orElse(null);
    SettingsReport.of(spec, settings)
        .lines()
        .forEach(line -> context.output().data(List.of(line.text()), line.fields()));
  }

  private void announce(SottoServer server) {
    Output output = context.output();
    String enroll = server.enrollmentEndpoint().orElse(null);
    String join = server.joinLink().orElse(null);
    List<String> lines = new ArrayList<>();
    lines.add(
        "ready chat=" + server.chatEndpoint() + " enroll=" + (enroll == null ? "off" : enroll));
    if (join != null) {
      lines.add("join " + join);
    }
    output.data(
        lines,
        Fields.of("chat", server.chatEndpoint())
            .and("enroll", enroll)
            .and("join", join)
            .and("metrics_port", server.metricsPort().orElse(null)));
  }
}
