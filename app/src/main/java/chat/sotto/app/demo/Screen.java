package chat.sotto.app.demo;

import chat.sotto.cli.output.Fields;
import chat.sotto.cli.output.Output;
import chat.sotto.cli.output.Printable;
import java.util.List;
import java.util.Locale;

/** How the demonstration looks. */
final class Screen {
  private static final int TITLE_WIDTH = 10;
  private static final int STEP_WIDTH = 76;
  private static final int READ_WIDTH = 46;

  private final Output output;
  private int steps;
  private long begun = System.nanoTime();

  Screen(Output output) {
    this.output = output;
  }

  /** A paragraph. */
  void say(String... lines) {
    for (String line : lines) {
      output.data(List.of(line), Fields.of("say", line));
    }
  }

  /** A step that is done, with the time since the one before. */
  void step(String title, String what) {
    double seconds = (System.nanoTime() - begun) / 1e9;
    begun = System.nanoTime();
    steps++;
    String line =
        String.format(
            Locale.ROOT,
            " %d  %-" + TITLE_WIDTH + "s %-" + STEP_WIDTH + "s %4.1f s",
            steps,
            title,
            what,
            seconds);
    output.data(List.of(line), Fields.of("step", steps).and("title", title).and("what", what));
  }

  /** The heading over rows. */
  void heading() {
    say(row("", "what the two of them read", "what the server has on its disk"));
  }

  /** One entry of the log: on the left for people, on the right as the database has it. */
  void entry(long seq, String read, StoredRow stored) {
    String right =
        String.format(
            Locale.ROOT, "%-8s %5d bytes  %s…", stored.kind(), stored.size(), stored.bytes());
    output.data(
        List.of(row("#" + seq, read, right)),
        Fields.of("seq", seq)
            .and("read", read)
            .and("stored_kind", stored.kind())
            .and("stored_size", stored.size())
            .and("stored_bytes", stored.bytes()));
  }

  private static String row(String number, String left, String right) {
    String cell = Printable.line(left);
    String cut = cell.length() <= READ_WIDTH ? cell : cell.substring(0, READ_WIDTH - 1) + "…";
    return String.format(Locale.ROOT, " %3s  %-" + READ_WIDTH + "s  %s", number, cut, right);
  }
}
