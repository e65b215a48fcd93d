package chat.sotto.cli.command;

import chat.sotto.cli.output.ExitCode;
import chat.sotto.cli.output.Output;
import chat.sotto.client.Account;
import chat.sotto.client.OpenMode;
import java.util.concurrent.Callable;

/** A command that asks the profile's account one thing and ends. */
abstract class AccountCommand implements Callable<Integer> {
  private final Context context;

  AccountCommand(Context context) {
    this.context = context;
  }

  @Override
  public final Integer call() {
    prepare();
    try (Account account = context.open(OpenMode.ONE_SHOT)) {
      run(account, context.output());
    }
    return ExitCode.DONE;
  }

  final Context context() {
    return context;
  }

  /** What can go wrong before the profile is touched. */
  void prepare() {}

  abstract void run(Account account, Output output);
}
