package chat.sotto.cli.command;

import chat.sotto.cli.output.ExitCode;
import chat.sotto.cli.output.Fields;
import chat.sotto.cli.output.Output;
import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.transport.capture.CaptureInspector;
import chat.sotto.client.transport.capture.CaptureType;
import chat.sotto.client.transport.capture.Explanation;
import chat.sotto.client.transport.capture.Inspection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code inspect}. */
@Command(
    name = "inspect",
    description = {
      "Explain captured frames and log entries without their content. Needs neither profile nor"
          + " server.",
      "It reads what buf curl and grpcurl print, and the same messages in binary, hex or base64.",
      "Entries in a row have their hash chain checked."
    },
    footer = {
      "",
      "Example:",
      "  sotto inspect stream.json",
      "  buf curl … https://HOST:PORT/sotto.v1.ChatService/FetchLog | sotto inspect"
    })
public final class InspectCommand implements Callable<Integer> {
  private static final int NAME_WIDTH = 24;

  private final Context context;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "-",
      description = "The capture; - or nothing reads standard input. At most 16 MiB.")
  String file = "-";

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = {
        "What it is, if that cannot be told from it: connect-response, connect-request,",
        "fetch-log-response, log-entry, server-frame, client-frame, group-info-response, error."
      })
  @Nullable String type;

  @Option(
      names = "--hash-before",
      paramLabel = "HEX",
      description = "H(n-1) of the first entry n: where its hash chain begins.")
  @Nullable String hashBefore;

  /** Not run yet. */
  public InspectCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Inspection inspection =
        CaptureInspector.inspect(
            capture(),
            Optional.ofNullable(type).map(InspectCommand::type),
            Optional.ofNullable(hashBefore).map(LogHash::parse));
    Output output = context.output();
    inspection.frames().forEach(frame -> output.data(lines(frame), fields(frame)));
    inspection.chains().forEach(chain -> output.data(lines(chain), fields(chain)));
    if (inspection.broken()) {
      throw new SottoException(
              Reason.LOG_FORKED, "what was captured of a log does not fit its hash chain")
          .hint("'breaks' says where; compare with what another member of the chat sees");
    }
    return ExitCode.DONE;
  }

  private byte[] capture() {
    try (InputStream in =
        file.equals("-") ? context.surroundings().in() : Files.newInputStream(Path.of(file))) {
      return in.readNBytes(CaptureInspector.MAX_BYTES + 1);
    } catch (IOException e) {
      throw new SottoException(Reason.INVALID_FIELD, "cannot read the capture " + file)
          .field("file")
          .cause(e);
    }
  }

  private static CaptureType type(String word) {
    return CaptureType.find(word)
        .orElseThrow(
            () ->
                new SottoException(
                        Reason.INVALID_FIELD, "'" + word + "' is no type of a captured message")
                    .field("type")
                    .hint(
                        "choose one of "
                            + Stream.of(CaptureType.values())
                                .map(CaptureType::word)
                                .collect(Collectors.joining(", "))));
  }

  private static Fields fields(Explanation explanation) {
    Fields fields = Fields.none();
    for (Map.Entry<String, @Nullable Object> fact : explanation.facts().entrySet()) {
      fields = fields.and(fact.getKey(), json(fact.getValue()));
    }
    return fields;
  }

  private static @Nullable Object json(@Nullable Object value) {
    if (value instanceof Explanation nested) {
      return fields(nested);
    }
    return value instanceof Collection<?> list
        ? list.stream().map(InspectCommand::json).toList()
        : value;
  }

  private static List<String> lines(Explanation explanation) {
    List<String> lines = new ArrayList<>();
    lines.add(String.valueOf(explanation.facts().get("frame")));
    explanation
        .facts()
        .forEach(
            (name, value) -> {
              if (!name.equals("frame")) {
                add(lines, name, value);
              }
            });
    return lines;
  }

  /** What is not known, or none, goes without saying. */
  private static void add(List<String> lines, String name, @Nullable Object value) {
    if (value instanceof Explanation nested) {
      nested.facts().forEach((inner, fact) -> add(lines, name + "." + inner, fact));
    } else if (value instanceof Collection<?> list) {
      list.forEach(element -> add(lines, name, inOneLine(element)));
    } else if (value != null) {
      String text = value instanceof Instant time ? time.toString() : String.valueOf(value);
      lines.add("  " + name + " ".repeat(Math.max(1, NAME_WIDTH - name.length())) + text);
    }
  }

  private static Object inOneLine(Object element) {
    return element instanceof Explanation nested
        ? nested.facts().values().stream().map(String::valueOf).collect(Collectors.joining(" "))
        : element;
  }
}
