package chat.sotto.app.serve;

import chat.sotto.app.log.LogFormat;
import chat.sotto.app.log.LogTarget;
import chat.sotto.cli.command.Arguments;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.service.AttachmentConfig;
import chat.sotto.service.ServerConfig;
import chat.sotto.service.Telemetry;
import chat.sotto.service.usecase.account.RegistrationPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
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
          "A name or address by which others reach this server; may be repeated. The first stands"
              + " in join links.")
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
          "Erase what messages say when they are older: 30d, 1d at least (default: keep them as"
              + " long as their chat).")
  @Nullable String retention;

  @Option(
      names = "--max-upload",
      paramLabel = "SIZE",
      converter = Size.Converter.class,
      description = "The largest attachment that is taken: 500M, 2G (default 2G).")
  Size maxUpload = Size.of("2G");

  @Option(
      names = "--upload-quota",
      paramLabel = "SIZE",
      converter = Size.Converter.class,
      description = "What all attachments of a user may come to (default 10G).")
  Size uploadQuota = Size.of("10G");

  @Option(
      names = "--attachments",
      paramLabel = "URL",
      converter = AttachmentsUrl.class,
      description =
          "Where the bytes of attachments lie: memory, file:DIR, or a bucket,"
              + " s3://BUCKET/PREFIX?endpoint=URL&region=NAME, with its keys in the environment or"
              + " in ~/.aws/credentials (default: attachments in the data directory).")
  @Nullable String attachments;

  @Option(
      names = "--metrics-port",
      paramLabel = "N",
      converter = Port.class,
      description =
          "Show Prometheus metrics on this port of 127.0.0.1; 0 takes a free one (default: off).")
  @Nullable Integer metricsPort;

  @Option(
      names = "--log-format",
      paramLabel = "FORM",
      converter = Format.class,
      description = "text, or json: one object a line (default text).")
  LogFormat logFormat = LogFormat.TEXT;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      converter = LogLevel.class,
      description = "error, warn, info, debug or trace (default info).")
  Level logLevel = Level.INFO;

  @Option(
      names = "--log-file",
      paramLabel = "FILE",
      description = "Log there, 10 MiB and five older files (default: standard error).")
  @Nullable Path logFile;

  /** Sends the log where it is wanted. */
  void openLog() {
    if (logFile != null) {
      Path folder = logFile.toAbsolutePath().getParent();
      if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(logFile)) {
        throw new SottoException(
                Reason.INVALID_FIELD, "cannot log to " + logFile + ": there is no such folder")
            .field("--log-file");
      }
    }
    LogTarget.server(logFile, logFormat);
    LogTarget.level(logLevel);
  }

  /** Where the server's events and counts go. */
  Telemetry telemetry() {
    return metricsPort == null ? Telemetry.logAlone() : Telemetry.withMetrics(metricsPort);
  }

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
    AttachmentConfig attaching =
        config.attachments().withMaxSize(maxUpload.bytes()).withQuota(uploadQuota.bytes());
    config =
        config.withAttachments(attachments == null ? attaching : attaching.withBytes(attachments));
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

  /** The URL of a place for attachments that there is. */
  static final class AttachmentsUrl implements ITypeConverter<String> {
    @Override
    public String convert(String url) {
      try {
        AttachmentConfig.checkUrl(url);
        return url;
      } catch (IllegalArgumentException e) {
        // It does not repeat the URL, into which somebody may have written keys.
        throw new TypeConversionException(e.getMessage());
      }
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

  /** How log lines look. */
  static final class Format implements ITypeConverter<LogFormat> {
    @Override
    public LogFormat convert(String text) {
      return constant(LogFormat.values(), text);
    }
  }

  /** How much is logged. */
  static final class LogLevel implements ITypeConverter<Level> {
    @Override
    public Level convert(String text) {
      return constant(Level.values(), text);
    }
  }

  private static <E extends Enum<E>> E constant(E[] constants, String text) {
    for (E constant : constants) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
        return constant;
      }
    }
    throw new TypeConversionException(
        "'"
            + text
            + "' is not "
            + Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
  }

  /** Who may register. */
  static final class Policy implements ITypeConverter<RegistrationPolicy> {
    @Override
    public RegistrationPolicy convert(String text) {
      return constant(RegistrationPolicy.values(), text);
    }
  }
}
