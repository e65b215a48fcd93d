package chat.sotto.cli.command;

import chat.sotto.cli.output.ExitCode;
import chat.sotto.cli.output.Output;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code listen}: what comes in, as it comes in. */
@Command(
    name = "listen",
    description = {
      "Print messages and events as they happen. Ctrl-C ends it.",
      "Meanwhile it serves other commands on this profile, which then start faster and ask for no",
      "password."
    },
    footer = {"", "Example:", "  sotto listen", "  sotto listen --json --for 10m --count 1"})
public final class ListenCommand implements Callable<Integer> {

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "End after this time: 90s, 10m, 1h30m.")
  @Nullable Duration time;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "End after N messages that somebody wrote; other events do not count.")
  @Nullable Integer count;

  private final Context context;
  private int seen;

  /** Not run yet. */
  public ListenCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (count != null && count < 1) {
      throw new SottoException(Reason.INVALID_FIELD, "--count must be at least 1").field("count");
    }
    Output output = context.output();
    new LongRunning(context)
        .run(
            time,
            account -> output.note("listening as " + account.whoAmI().username()),
            event -> {
              output.event(event);
              if (isWritten(event)) {
                seen++;
              }
              return count != null && seen >= count;
            });
    return ExitCode.DONE;
  }

  private static boolean isWritten(Event event) {
    return event instanceof Event.MessageReceived received && received.message().kind().isWritten();
  }
}
