package chat.sotto.app.demo;

import chat.sotto.app.log.LogTarget;
import chat.sotto.cli.command.Context;
import chat.sotto.cli.output.ExitCode;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code demo}: everything once, in a temporary directory, in a few seconds. */
@Command(
    name = "demo",
    description = {
      "See it all work, in a few seconds.",
      "A server starts, two people meet on it and write to each other, and you see what they read",
      "beside what the server stored. Leaves nothing behind."
    },
    footer = {"", "Example:", "  sotto demo"})
public final class DemoCommand implements Callable<Integer> {
  private final Context context;

  /** Not run yet. */
  public DemoCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("sotto-demo-");
    try (LogTarget.Detour unused = LogTarget.detour(folder.resolve("demo.log"))) {
      new Demo(folder, new Screen(context.output())).run();
    } finally {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
    return ExitCode.DONE;
  }
}
