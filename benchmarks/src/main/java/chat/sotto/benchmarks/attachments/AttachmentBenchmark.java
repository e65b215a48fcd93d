package chat.sotto.benchmarks.attachments;

import chat.sotto.client.Account;
import chat.sotto.client.Accounts;
import chat.sotto.client.RegisterRequest;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.FileToSend;
import chat.sotto.client.model.SaveTarget;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.TransferListener;
import chat.sotto.client.model.Username;
import chat.sotto.client.password.Password;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Sends and saves a file through a server in another process, in turn with the reference, and
 * prints a row of the table in docs/benchmarks.md for each way. The ratio is the median of those
 * within a round.
 */
final class AttachmentBenchmark {
  private static final int MIB = 1 << 20;

  /** So long both processes still compile what they run. */
  private static final int WARM_UP = 6;

  private AttachmentBenchmark() {}

  /**
   * Runs.
   *
   * @param args a folder for everything; where the server keeps attachments; MiB; rounds
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path work = Path.of(args[0]);
    long bytes = Long.parseLong(args[2]) * MIB;
    int rounds = Integer.parseInt(args[3]);
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + System.getProperty("sotto.server.heap", "1g"),
                "-cp",
                System.getProperty("java.class.path"),
                BenchServer.class.getName(),
                work.resolve("server").toString(),
                args[1])
            .redirectError(work.resolve("server.log").toFile())
            .start();
    try (BufferedReader lines = server.inputReader(StandardCharsets.UTF_8)) {
      String join = value(lines, "join ");
      int raw = Integer.parseInt(value(lines, "raw "));
      Tidying tidying = new Tidying(server, lines);
      Map<String, List<Double>> seconds = run(work, tidying, join, raw, bytes, rounds);
      report(args[1], bytes, seconds, tidying.peak());
    } finally {
      server.getOutputStream().close();
      server.waitFor();
    }
  }

  /**
   * Has the server forget the files that were deleted, so that it is never busy with the memory of
   * earlier rounds.
   */
  private record Tidying(Process server, BufferedReader lines) {
    /** Of the server's heap, in MiB. */
    long peak() throws IOException {
      server.getOutputStream().write('\n');
      server.getOutputStream().flush();
      return Long.parseLong(value(lines, "peak "));
    }
  }

  private static String value(BufferedReader lines, String label) throws IOException {
    String line = lines.readLine();
    if (line == null || !line.startsWith(label)) {
      throw new IllegalStateException("the server did not start: see server.log");
    }
    return line.substring(label.length());
  }

  private static Map<String, List<Double>> run(
      Path work, Tidying tidying, String join, int rawPort, long bytes, int rounds)
      throws IOException {
    Path file = work.resolve("file");
    write(file, bytes);
    Floor floor = new Floor(work, file);
    ProcessHandle server = tidying.server().toHandle();
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    try (Account alice = register(work, join, "alice");
        Account bob = register(work, join, "bob");
        RawClient raw = new RawClient(alice.credentials(), rawPort)) {
      ChatId chat = alice.request(new Username("bob"));
      bob.accept(chat);
      while (alice.chats().get(0).state() != ChatState.ACTIVE) {
        Thread.onSpinWait();
      }
      Seq[] sent = new Seq[1];
      Path saved = work.resolve("saved");
      for (int round = 0; round < WARM_UP + rounds; round++) {
        boolean counts = round >= WARM_UP;
        double before = cpu(server);
        time(seconds, counts, "raw up", () -> raw.put(bytes));
        note(seconds, counts, "cpu up", cpu(server) - before + floor.up());
        time(seconds, counts, "plain up", () -> raw.putPlain(bytes));
        time(
            seconds,
            counts,
            "up",
            () ->
                sent[0] =
                    alice
                        .sendFile(
                            chat, new FileToSend(file, "", null, false), TransferListener.NONE)
                        .seq());
        before = cpu(server);
        time(seconds, counts, "raw down", () -> raw.get(bytes));
        note(seconds, counts, "cpu down", cpu(server) - before + floor.down());
        time(seconds, counts, "plain down", () -> raw.getPlain(bytes));
        bob.chats();
        time(
            seconds,
            counts,
            "down",
            () -> bob.save(chat, sent[0], new SaveTarget(saved, true), TransferListener.NONE));
        if (Files.mismatch(file, saved) >= 0) {
          throw new IllegalStateException("the file that was saved is another one");
        }
        alice.deleteMessage(chat, sent[0]);
        tidying.peak();
      }
    }
    return seconds;
  }

  private static void time(
      Map<String, List<Double>> seconds, boolean counts, String what, Runnable step) {
    long begin = System.nanoTime();
    step.run();
    note(seconds, counts, what, (System.nanoTime() - begin) / 1e9);
  }

  private static void note(
      Map<String, List<Double>> seconds, boolean counts, String what, double value) {
    if (counts) {
      seconds.computeIfAbsent(what, key -> new ArrayList<>()).add(value);
    }
  }

  /** Seconds that both processes have computed. */
  private static double cpu(ProcessHandle server) {
    return Stream.of(ProcessHandle.current(), server)
            .mapToLong(process -> process.info().totalCpuDuration().orElseThrow().toNanos())
            .sum()
        / 1e9;
  }

  private static Account register(Path work, String join, String name) {
    return Accounts.register(
            new RegisterRequest(
                work.resolve(name),
                join,
                new Username(name),
                "bench",
                Password.of("correct horse of " + name),
                true))
        .account();
  }

  private static void write(Path file, long bytes) throws IOException {
    Random random = new Random(1);
    byte[] block = new byte[MIB];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long written = 0; written < bytes; written += MIB) {
        random.nextBytes(block);
        out.write(block);
      }
    }
  }

  private static void report(
      String store, long bytes, Map<String, List<Double>> seconds, long serverPeak) {
    double mib = bytes / (double) MIB;
    for (String way : List.of("up", "down")) {
      double[] ours = array(seconds, way);
      double[] plain = array(seconds, "plain " + way);
      double[] raw = array(seconds, "raw " + way);
      double[] least = array(seconds, "cpu " + way);
      for (int i = 0; i < least.length; i++) {
        least[i] = Math.max(raw[i], least[i] / Runtime.getRuntime().availableProcessors());
      }
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %.0f MiB/s | %.0f MiB/s | %.2f | %.2f | %.0f MiB/s | %.2f | %.2f |%n",
          store.replaceAll(":.*", ""),
          way,
          mib / median(ours),
          mib / median(plain),
          median(ratios(plain, ours)),
          median(ratios(plain, least)),
          mib / median(raw),
          median(ratios(raw, ours)),
          median(ratios(raw, least)));
    }
    System.out.printf(
        Locale.ROOT,
        "peak heap, garbage included: both clients in one process %d MiB, server %d MiB%n",
        PeakHeap.mebibytes(),
        serverPeak);
  }

  private static double[] array(Map<String, List<Double>> seconds, String what) {
    return seconds.getOrDefault(what, List.of()).stream()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private static double[] ratios(double[] reference, double[] ours) {
    double[] ratios = new double[ours.length];
    Arrays.setAll(ratios, i -> reference[i] / ours[i]);
    return ratios;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
