package chat.sotto.service;

import chat.sotto.service.usecase.account.RegistrationPolicy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an operator decides about a server. Starts from {@link #durable} or {@link #throwAway}; the
 * {@code with} methods change one thing each.
 *
 * @param dataDir where authority and database lie; empty: nothing is written to disk
 * @param bind the address to listen on; empty: all
 * @param hosts names and addresses by which others reach this server; the first stands in join
 *     links
 * @param chat the chat listener's ports
 * @param enrollment the enrolment listener's ports; empty: that listener is off
 * @param store {@code memory}, or {@code sqlite:} and a path
 * @param registration who may register
 * @param limits bounds on peers
 * @param clock what time it is; certificates, tokens, sessions, throttling and logs go by it
 * @param retention how long the payloads of messages are kept; empty: as long as their chat
 * @param attachments how much people may attach, and where it lies
 */
public record ServerConfig(
    Optional<Path> dataDir,
    Optional<String> bind,
    List<String> hosts,
    Ports chat,
    Optional<Ports> enrollment,
    String store,
    RegistrationPolicy registration,
    ServerLimits limits,
    Clock clock,
    Optional<Duration> retention,
    AttachmentConfig attachments) {
  /** The chat listener's port unless told otherwise. */
  public static final int CHAT_PORT = 7443;

  /** The enrolment listener's port unless told otherwise. */
  public static final int ENROLLMENT_PORT = 7444;

  /** Messages are kept no shorter than this: people are offline over night. */
  public static final Duration MIN_RETENTION = Duration.ofDays(1);

  /** The store that keeps nothing. */
  public static final String MEMORY = "memory";

  /** What the URL of a SQLite store begins with. */
  public static final String SQLITE = "sqlite:";

  /** The database in the data folder, unless another store is named. */
  static final String DATABASE_FILE = "sotto.db";

  /** The folder of attachments in the data folder, unless they lie elsewhere. */
  static final String ATTACHMENTS = "attachments";

  /** The folder in the data folder for uploads that go on, where attachments lie in a bucket. */
  static final String INCOMING_ATTACHMENTS = "incoming-attachments";

  /** The folder of backups in the data folder. */
  static final String BACKUPS = "backups";

  /** The list of a backup's files, in its folder. */
  static final String MANIFEST = "MANIFEST";

  /** Settings in the data folder, if whoever runs the server keeps them there. */
  static final String SETTINGS = "server.properties";

  /** The operator's own profile in the data folder, if whoever runs the server keeps it there. */
  static final String OPERATOR = "operator";

  private static final int MAX_PORT = 65_535;

  /**
   * A listener's ports.
   *
   * @param listen the port to bind; 0 takes a free one
   * @param advertised the port that others are told; 0: the one that was bound
   */
  public record Ports(int listen, int advertised) {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if one is not 0 to 65,535
     */
    public Ports {
      if (listen < 0 || listen > MAX_PORT || advertised < 0 || advertised > MAX_PORT) {
        throw new IllegalArgumentException("a port is 0 to " + MAX_PORT);
      }
    }

    /** A port that is advertised as it is. */
    public static Ports of(int listen) {
      return new Ports(listen, 0);
    }
  }

  /** Copies the list. */
  public ServerConfig {
    hosts = List.copyOf(hosts);
  }

  /** A server that keeps its authority and a SQLite database in {@code dataDir}. */
  public static ServerConfig durable(Path dataDir) {
    return new ServerConfig(
        Optional.of(dataDir),
        Optional.empty(),
        List.of(),
        Ports.of(CHAT_PORT),
        Optional.of(Ports.of(ENROLLMENT_PORT)),
        SQLITE + dataDir.resolve(DATABASE_FILE),
        RegistrationPolicy.INVITE,
        ServerLimits.DEFAULT,
        Clock.systemUTC(),
        Optional.empty(),
        AttachmentConfig.DEFAULT);
  }

  /** A server that leaves nothing behind, on ports that are free. */
  public static ServerConfig throwAway() {
    return new ServerConfig(
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Ports.of(0),
        Optional.of(Ports.of(0)),
        MEMORY,
        RegistrationPolicy.INVITE,
        ServerLimits.DEFAULT,
        Clock.systemUTC(),
        Optional.empty(),
        AttachmentConfig.DEFAULT);
  }

  /** This with another address to listen on. */
  public ServerConfig withBind(String address) {
    return new ServerConfig(
        dataDir,
        Optional.of(address),
        hosts,
        chat,
        enrollment,
        store,
        registration,
        limits,
        clock,
        retention,
        attachments);
  }

  /** This with other names. */
  public ServerConfig withHosts(List<String> names) {
    return new ServerConfig(
        dataDir,
        bind,
        names,
        chat,
        enrollment,
        store,
        registration,
        limits,
        clock,
        retention,
        attachments);
  }

  /** This with other ports. */
  public ServerConfig withPorts(Ports chatPorts, Ports enrollmentPorts) {
    return new ServerConfig(
        dataDir,
        bind,
        hosts,
        chatPorts,
        Optional.of(enrollmentPorts),
        store,
        registration,
        limits,
        clock,
        retention,
        attachments);
  }

  /** This without enrolment listener: nobody joins. */
  public ServerConfig withoutEnrollment() {
    return new ServerConfig(
        dataDir,
        bind,
        hosts,
        chat,
        Optional.empty(),
        store,
        registration,
        limits,
        clock,
        retention,
        attachments);
  }

  /** This with another store. */
  public ServerConfig withStore(String url) {
    return new ServerConfig(
        dataDir,
        bind,
        hosts,
        chat,
        enrollment,
        url,
        registration,
        limits,
        clock,
        retention,
        attachments);
  }

  /** This with other rules on who may register. */
  public ServerConfig withRegistration(RegistrationPolicy policy) {
    return new ServerConfig(
        dataDir,
        bind,
        hosts,
        chat,
        enrollment,
        store,
        policy,
        limits,
        clock,
        retention,
        attachments);
  }

  /** This with other bounds. */
  public ServerConfig withLimits(ServerLimits bounds) {
    return new ServerConfig(
        dataDir,
        bind,
        hosts,
        chat,
        enrollment,
        store,
        registration,
        bounds,
        clock,
        retention,
        attachments);
  }

  /** The file that the store lies in; empty for one in memory. */
  public Optional<Path> storeFile() {
    return StoreUrls.file(store);
  }

  /**
   * This with payloads of messages erased when they are older.
   *
   * @throws IllegalArgumentException if it is shorter than {@link #MIN_RETENTION}
   */
  public ServerConfig withRetention(Duration age) {
    if (age.compareTo(MIN_RETENTION) < 0) {
      throw new IllegalArgumentException(
          "messages are kept for at least " + MIN_RETENTION.toDays() + " day");
    }
    return new ServerConfig(
        dataDir,
        bind,
        hosts,
        chat,
        enrollment,
        store,
        registration,
        limits,
        clock,
        Optional.of(age),
        attachments);
  }

  /** This with another clock. */
  public ServerConfig withClock(Clock other) {
    return new ServerConfig(
        dataDir,
        bind,
        hosts,
        chat,
        enrollment,
        store,
        registration,
        limits,
        other,
        retention,
        attachments);
  }

  /** Where the bytes of attachments lie: as named, or what follows from the store. */
  public String attachmentBytes() {
    Optional<Path> folder = store.equals(MEMORY) ? Optional.empty() : dataDir;
    return attachments
        .bytes()
        .or(() -> folder.map(data -> AttachmentConfig.FILE + data.resolve(ATTACHMENTS)))
        .orElse(MEMORY);
  }

  /** This with other rules for attachments. */
  public ServerConfig withAttachments(AttachmentConfig other) {
    return new ServerConfig(
        dataDir,
        bind,
        hosts,
        chat,
        enrollment,
        store,
        registration,
        limits,
        clock,
        retention,
        other);
  }
}
