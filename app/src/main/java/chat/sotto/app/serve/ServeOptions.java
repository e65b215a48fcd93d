package chat.sotto.app.serve;

import chat.sotto.cli.command.Arguments;
import chat.sotto.client.model.SottoException;
import chat.sotto.service.ServerConfig;
import chat.sotto.service.usecase.account.RegistrationPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * The settings of a server, as picocli reads them. Each may also stand in the environment or a file
 * (see {@link chat.sotto.app.settings.ServeSettings}), so each value is checked where it is read:
 * then the failure can say where it stands.
 *
 * <p>A flag needs a fallback value. Without one, picocli turns a flag off that is on the command
 * line and in the file.
 */
final class ServeOptions {
  private static final int MAX_PORT = 65_535;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "A file of settings, one NAME=VALUE a line, named like these options (default:"
              + " server.properties in the data directory, if it is there).")
  @Nullable Path config;

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
      split = ",",
      description =
          "A name or address by which others reach this server; may be repeated. The first stands in"
              + " join links.")
  List<String> hosts = new ArrayList<>();

  @Option(
      names = "--port",
      paramLabel = "N",
      converter = Port.class,
      description = "Port of the chat listener; 0 takes a free one (default 7443).")
  int port = ServerConfig.CHAT_PORT;

  @Option(
      names = "--enroll-port",
      paramLabel = "N",
      converter = Port.class,
      description = "Port of the enrolment listener; 0 takes a free one (default 7444).")
  int enrollPort = ServerConfig.ENROLLMENT_PORT;

  @Option(
      names = "--advertise-port",
      paramLabel = "N",
      converter = Port.class,
      description = "The chat port as others see it, where it is mapped.")
  int advertisePort;

  @Option(
      names = "--advertise-enroll-port",
      paramLabel = "N",
      converter = Port.class,
      description = "The enrolment port as others see it, where it is mapped.")
  int advertiseEnrollPort;

  @Option(
      names = "--store",
      paramLabel = "URL",
      converter = StoreUrl.class,
      description = "memory, or sqlite:PATH (default: sqlite in the data directory).")
  @Nullable String store;

  @Option(
      names = "--registration",
      paramLabel = "WHO",
      converter = Policy.class,
      description = "Who may register: invite, open or closed (default invite).")
  RegistrationPolicy registration = RegistrationPolicy.INVITE;

  @Option(
      names = "--no-enroll",
      fallbackValue = "true",
      description = "Switch the enrolment listener off: nobody joins.")
  boolean noEnroll;

  @Option(
      names = "--retention",
      paramLabel = "DURATION",
      converter = Retention.class,
      description =
          "Erase what messages say when they are older: 30d, 1d at least (default: keep them as long"
              + " as their chat).")
  @Nullable String retention;

  /** What a server is started with. */
  ServerConfig config(Path defaultData) {
    ServerConfig config =
        ServerConfig.MEMORY.equals(store) && data == null
            ? ServerConfig.throwAway()
            : ServerConfig.durable(
                (data == null ? defaultData : data).toAbsolutePath().normalize());
    config =
        config
            .withHosts(hosts)
            .withRegistration(registration)
            .withPorts(
                new ServerConfig.Ports(port, advertisePort),
                new ServerConfig.Ports(enrollPort, advertiseEnrollPort));
    if (bind != null) {
      config = config.withBind(bind);
    }
    if (store != null) {
      config = config.withStore(store);
    }
    if (retention != null) {
      config = config.withRetention(Arguments.duration(retention));
    }
    return noEnroll ? config.withoutEnrollment() : config;
  }

  /** A port, or 0. */
  static final class Port implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > MAX_PORT) {
        throw new TypeConversionException("'" + text + "' is not a port; write 0 to " + MAX_PORT);
      }
      return Integer.parseInt(text);
    }
  }

  /** The URL of a store that there is. */
  static final class StoreUrl implements ITypeConverter<String> {
    @Override
    public String convert(String url) {
      boolean known =
          url.equals(ServerConfig.MEMORY)
              || (url.startsWith(ServerConfig.SQLITE)
                  && url.length() > ServerConfig.SQLITE.length());
      if (!known) {
        throw new TypeConversionException("'" + url + "' is no store; write memory or sqlite:PATH");
      }
      return url;
    }
  }

  /** How long messages are kept, as it was written. */
  static final class Retention implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      Duration age;
      try {
        age = Arguments.duration(text);
      } catch (SottoException e) {
        throw new TypeConversionException(e.getMessage());
      }
      if (age.compareTo(ServerConfig.MIN_RETENTION) < 0) {
        throw new TypeConversionException(
            "'" + text + "' is too short; messages are kept for 1d at least");
      }
      return text;
    }
  }

  /** Who may register. */
  static final class Policy implements ITypeConverter<RegistrationPolicy> {
    @Override
    public RegistrationPolicy convert(String text) {
      for (RegistrationPolicy policy : RegistrationPolicy.values()) {
        if (policy.name().toLowerCase(Locale.ROOT).equals(text)) {
          return policy;
        }
      }
      throw new TypeConversionException("'" + text + "' is not invite, open or closed");
    }
  }
}
