package chat.sotto.it.commandline;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code sotto serve} on free ports. */
final class CommandServer implements AutoCloseable {
  private final SottoProcess process;
  private final JsonObject announced;

  private CommandServer(SottoProcess process) {
    this.process = process;
    this.announced = JsonParser.parseString(process.awaitOut("{")).getAsJsonObject();
  }

  static CommandServer start(Path data, String... options) {
    List<String> arguments = new ArrayList<>(List.of(arguments(data)));
    arguments.add("--json");
    arguments.addAll(List.of(options));
    return new CommandServer(SottoProcess.start(arguments.toArray(String[]::new)));
  }

  /** The command line, without {@code --json}. */
  static String[] arguments(Path data) {
    return new String[] {
      "serve", "--data", data.toString(), "--bind", "127.0.0.1", "--port", "0", "--enroll-port", "0"
    };
  }

  /** The link that admits users. */
  String joinLink() {
    return announced.get("join").getAsString();
  }

  /** What it printed when it was ready. */
  JsonObject announced() {
    return announced;
  }

  /** SIGTERM, and how it ended. */
  SottoProcess.Result stop() {
    process.terminate();
    return process.end();
  }

  @Override
  public void close() {
    process.close();
  }
}
