package chat.sotto.it.debugging;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the arguments of {@code buf curl} and {@code grpcurl}. */
final class CallLine {
  private static final Set<String> FLAGS_WITHOUT_VALUE =
      Set.of("--list-services", "--list-methods", "-expand-headers");

  private final Map<String, String> flags = new HashMap<>();
  private final List<String> data = new ArrayList<>();
  private final List<String> rest = new ArrayList<>();

  private CallLine(List<String> words, List<String> input) {
    for (int at = 0; at < words.size(); at++) {
      String word = words.get(at);
      if (word.equals("2>&1")) {
        continue;
      }
      if (!word.startsWith("-")) {
        rest.add(word);
      } else if (FLAGS_WITHOUT_VALUE.contains(word)) {
        flags.put(word, "");
      } else {
        at++;
        flags.put(word, words.get(at));
      }
    }
    String given = flags.get("-d");
    if (given != null) {
      data.addAll(given.equals("@-") || given.equals("@") ? input : List.of(given));
    }
  }

  /**
   * Reads one.
   *
   * @param words with the program's name
   * @param input what is on its standard input, message by message
   * @param shell has the variables that grpcurl itself expands in headers
   */
  static Call read(List<String> words, List<String> input, ShellWords shell) {
    return words.get(0).equals("buf")
        ? new CallLine(words.subList(2, words.size()), input).ofBuf()
        : new CallLine(words.subList(1, words.size()), input).ofGrpcurl(shell);
  }

  private Call ofBuf() {
    if (!"grpc".equals(flags.get("--protocol"))) {
      throw new AssertionError("buf curl does not speak gRPC unless told");
    }
    String url = rest.get(0);
    if (!url.startsWith("https://")) {
      throw new AssertionError("no https: " + url);
    }
    String[] parts = url.substring("https://".length()).split("/", 2);
    Call.Verb verb =
        flags.containsKey("--list-services")
            ? Call.Verb.LIST
            : flags.containsKey("--list-methods") ? Call.Verb.LIST_METHODS : Call.Verb.INVOKE;
    String timeout = flags.getOrDefault("--timeout", "0s");
    return new Call(
        verb,
        parts[0],
        parts.length > 1 ? parts[1] : "",
        data,
        flags.get("--cacert"),
        flags.get("--cert"),
        flags.get("--key"),
        flags.get("--servername"),
        flags.get("-H"),
        flags.get("--schema"),
        Integer.parseInt(timeout.substring(0, timeout.length() - 1)));
  }

  private Call ofGrpcurl(ShellWords shell) {
    String header = flags.get("-H");
    if (header != null && header.startsWith("${") && flags.containsKey("-expand-headers")) {
      header = shell.get(header.substring(2, header.length() - 1));
    }
    Call.Verb verb = Call.Verb.INVOKE;
    String symbol = rest.get(1);
    if (symbol.equals("list")) {
      verb = rest.size() > 2 ? Call.Verb.LIST_METHODS : Call.Verb.LIST;
      symbol = "";
    } else if (symbol.equals("describe")) {
      verb = Call.Verb.DESCRIBE;
      symbol = rest.get(2);
    }
    return new Call(
        verb,
        rest.get(0),
        symbol,
        data,
        flags.get("-cacert"),
        flags.get("-cert"),
        flags.get("-key"),
        flags.get("-authority"),
        header,
        flags.get("-import-path"),
        Integer.parseInt(flags.getOrDefault("-max-time", "0")));
  }
}
