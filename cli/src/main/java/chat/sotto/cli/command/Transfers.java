package chat.sotto.cli.command;

import chat.sotto.cli.terminal.ChangingLine;
import chat.sotto.cli.terminal.StopSignal;
import chat.sotto.cli.transfer.TransferMeter;
import chat.sotto.client.model.TransferListener;
import java.util.function.Function;

/** Moves files while somebody sees how far they have come. */
final class Transfers {
  private final Context context;

  Transfers(Context context) {
    this.context = context;
  }

  /**
   * Moves one.
   *
   * @param name of the file, for people
   * @param move what moves it, and tells how far it is
   */
  <T> T move(String name, Function<TransferListener, T> move) {
    ChangingLine line = context.changingLine();
    try (TransferMeter meter = new TransferMeter(name, line);
        // What a signal ends leaves no half of a line either.
        StopSignal.Watch unused = context.surroundings().stopSignal().lastWords(meter::close)) {
      return move.apply(meter);
    }
  }
}
