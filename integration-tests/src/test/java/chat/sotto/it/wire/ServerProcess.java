package chat.sotto.it.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server in a process of its own: {@code sotto serve}, as a user starts it. */
public final class ServerProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  private final Process process;
  private final InetSocketAddress chat;
  private final String joinLink;
  private volatile boolean killed;
  private final List<WireConnection> connections = new CopyOnWriteArrayList<>();

  private ServerProcess(Process process, InetSocketAddress chat, String joinLink) {
    this.process = process;
    this.chat = chat;
    this.joinLink = joinLink;
  }

  /**
   * Starts it on any free ports and waits until it is ready. What it says to stderr goes to {@code
   * data.log}.
   */
  public static ServerProcess start(Path data, String... options) {
    return start(data, 0, 0, options);
  }

  /** Starts one like this, which has ended, on the same data and ports. */
  public ServerProcess restart(Path data, String... options) {
    return start(data, chat.getPort(), link().enrollment().getPort(), options);
  }

  private static ServerProcess start(Path data, int port, int enrollPort, String... options) {
    Path log = data.resolveSibling(data.getFileName() + ".log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                // Start-up counts here, and top speed does not.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                "chat.sotto.app.Main",
                "serve",
                "--data",
                data.toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--enroll-port",
                String.valueOf(enrollPort)));
    command.addAll(List.of(options));
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      return ready(process);
    } catch (TimeoutException | ExecutionException | InterruptedException e) {
      process.destroyForcibly();
      throw new AssertionError("the server did not get ready; its log: " + read(log), e);
    }
  }

  private static ServerProcess ready(Process process)
      throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<ServerProcess> ready = new CompletableFuture<>();
    Thread reader = new Thread(() -> listen(process, ready), "server-stdout");
    reader.setDaemon(true);
    reader.start();
    return ready.get(START.toSeconds(), TimeUnit.SECONDS);
  }

  /** Takes the two lines, and goes on reading, so that the process never waits for us. */
  private static void listen(Process process, CompletableFuture<ServerProcess> ready) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      InetSocketAddress chat = null;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("ready ")) {
          chat = chatAddress(line);
        } else if (line.startsWith("join ") && chat != null) {
          ready.complete(
              new ServerProcess(process, chat, line.substring("join ".length()).strip()));
        }
      }
      ready.completeExceptionally(new IOException("the server ended"));
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
  }

  private static InetSocketAddress chatAddress(String readyLine) {
    for (String word : readyLine.split(" ", -1)) {
      if (word.startsWith("chat=")) {
        return new InetSocketAddress(
            InetAddress.getLoopbackAddress(),
            Integer.parseInt(word.substring(word.lastIndexOf(':') + 1)));
      }
    }
    throw new AssertionError("no chat address in: " + readyLine);
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "unreadable: " + e;
    }
  }

  /** The chat listener. */
  public InetSocketAddress chat() {
    return chat;
  }

  /** The join link that it printed. */
  public WireLink link() {
    return WireLink.parse(joinLink);
  }

  /** The same as it was printed. */
  public String joinLink() {
    return joinLink;
  }

  /** Registers somebody and logs them in. */
  public Person join(String name) {
    return open(WireDevice.register(link(), name));
  }

  /** Registers somebody whom a test has drafted, and logs them in. */
  public Person join(WireDevice.Draft draft) {
    return open(WireDevice.register(link(), draft));
  }

  /** Logs somebody in who registered before the server was restarted. */
  public Person again(Person before) {
    return open(before.device());
  }

  private Person open(WireDevice device) {
    WireConnection connection = device.login(chat);
    connections.add(connection);
    return new Person(device, connection);
  }

  /** kill -9, and waits until it is dead. */
  public void kill() {
    killed = true;
    process.destroyForcibly();
    exitCode();
  }

  /** Waits until somebody has killed it. */
  public void awaitDeath() {
    exitCode();
  }

  /** Whether its end is meant; true before it can show. */
  public boolean isKilled() {
    return killed;
  }

  /** SIGTERM; does not wait. */
  public void terminate() {
    process.destroy();
  }

  /** Waits for its end. */
  public int exitCode() {
    try {
      if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the server process does not end");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Ends everybody's connections, and kills it if it lives. */
  @Override
  public void close() {
    connections.forEach(WireConnection::close);
    kill();
  }
}
