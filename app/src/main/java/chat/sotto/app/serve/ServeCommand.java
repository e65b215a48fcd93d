package chat.sotto.app.serve;

import chat.sotto.app.log.LogTarget;
import chat.sotto.cli.command.Context;
import chat.sotto.cli.output.ExitCode;
import chat.sotto.cli.output.Fields;
import chat.sotto.cli.output.Output;
import chat.sotto.cli.terminal.StopSignal;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.service.ServerConfig;
import chat.sotto.service.SottoServer;
import chat.sotto.service.usecase.account.RegistrationPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serve}: runs a server in this process until it is told to end. */
@Command(
    name = "serve",
    description = {
      "Run a server. When it is ready it prints its addresses and a link to join with, which admits",
      "10 users for 24 hours. Ctrl-C ends it in order. DATA/operator is the operator's own profile,",
      "its password beside it."
    },
    footer = {
      "",
      "Example:",
      "  sotto serve",
      "  sotto serve --data /srv/sotto --host chat.example.org",
      "  sotto --profile /srv/sotto/operator --password-file /srv/sotto/operator/password \\",
      "      admin invite --uses 5"
    })
public final class ServeCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where keys and database are kept (default ~/.sotto-server).")
  @Nullable Path data;

  @Option(
      names = "--bind",
      paramLabel = "ADDR",
      description = "The address to listen on (default: all).")
  @Nullable String bind;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description =
          "A name or address by which others reach this server; may be repeated. The first stands in"
              + " join links.")
  List<String> hosts = new ArrayList<>();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port of the chat listener; 0 takes a free one (default ${DEFAULT-VALUE}).")
  int port = ServerConfig.CHAT_PORT;

  @Option(
      names = "--enroll-port",
      paramLabel = "N",
      description =
          "Port of the enrolment listener; 0 takes a free one (default ${DEFAULT-VALUE}).")
  int enrollPort = ServerConfig.ENROLLMENT_PORT;

  @Option(
      names = "--advertise-port",
      paramLabel = "N",
      description = "The chat port as others see it, where it is mapped.")
  int advertisePort;

  @Option(
      names = "--advertise-enroll-port",
      paramLabel = "N",
      description = "The enrolment port as others see it, where it is mapped.")
  int advertiseEnrollPort;

  @Option(
      names = "--store",
      paramLabel = "URL",
      description = "memory, or sqlite:PATH (default: sqlite in the data directory).")
  @Nullable String store;

  @Option(
      names = "--registration",
      paramLabel = "WHO",
      description = "Who may register: invite, open or closed (default ${DEFAULT-VALUE}).")
  String registration = "invite";

  @Option(names = "--no-enroll", description = "Switch the enrolment listener off: nobody joins.")
  boolean noEnroll;

  private final Context context;

  /** Not run yet. */
  public ServeCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    LogTarget.standardError();
    ServerConfig config = config();
    CountDownLatch stop = new CountDownLatch(1);
    try (StopSignal.Watch unusedWatch = context.surroundings().stopSignal().watch(stop::countDown);
        RunningServer server = RunningServer.start(config)) {
      Operator.ensure(server.server(), config, context.output()::note);
      announce(server.server());
      stop.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.DONE;
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
        lines, Fields.of("chat", server.chatEndpoint()).and("enroll", enroll).and("join", join));
  }

  private ServerConfig config() {
    boolean memory = ServerConfig.MEMORY.equals(store);
    ServerConfig config =
        memory && data == null ? ServerConfig.throwAway() : ServerConfig.durable(dataDirectory());
    config =
        config
            .withHosts(hosts)
            .withRegistration(policy())
            .withPorts(
                ports("--port", port, advertisePort),
                ports("--enroll-port", enrollPort, advertiseEnrollPort));
    if (bind != null) {
      config = config.withBind(bind);
    }
    if (store != null) {
      config = config.withStore(storeUrl(store));
    }
    return noEnroll ? config.withoutEnrollment() : config;
  }

  private Path dataDirectory() {
    Path directory = data == null ? context.surroundings().home().resolve(".sotto-server") : data;
    return directory.toAbsolutePath().normalize();
  }

  private static String storeUrl(String url) {
    boolean known =
        url.equals(ServerConfig.MEMORY)
            || (url.startsWith(ServerConfig.SQLITE) && url.length() > ServerConfig.SQLITE.length());
    if (!known) {
      throw invalid("--store", "'" + url + "' is no store; write memory or sqlite:PATH");
    }
    return url;
  }

  private RegistrationPolicy policy() {
    return switch (registration) {
      case "invite" -> RegistrationPolicy.INVITE;
      case "open" -> RegistrationPolicy.OPEN;
      case "closed" -> RegistrationPolicy.CLOSED;
      default -> throw invalid("--registration", "--registration is invite, open or closed");
    };
  }

  private static ServerConfig.Ports ports(String option, int listen, int advertised) {
    try {
      return new ServerConfig.Ports(listen, advertised);
    } catch (IllegalArgumentException e) {
      throw invalid(option, option + " and what is advertised for it must be from 0 to 65535");
    }
  }

  private static SottoException invalid(String option, String message) {
    return new SottoException(Reason.INVALID_FIELD, message).field(option);
  }
}
