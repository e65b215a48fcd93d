package chat.sotto.service;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * A settings file as it belongs into a backup: without the store's place. The backup has the
 * database itself; whoever serves it must not open the one that it was copied from.
 */
final class CopiedSettings {
  private static final String STORE = "store";
  private static final String REASON =
      "# This is a backup, which has its database beside this file. The server's own was here:";

  private CopiedSettings() {}

  /** The text, with what says where the store is made a comment. */
  static String of(String text) {
    List<String> out = new ArrayList<>();
    List<String> logical = new ArrayList<>();
    for (String line : text.lines().toList()) {
      logical.add(line);
      if (!goesOn(logical)) {
        take(logical, out);
        logical.clear();
      }
    }
    take(logical, out);
    return out.isEmpty() ? "" : String.join("\n", out) + "\n";
  }

  private static void take(List<String> logical, List<String> out) {
    if (namesStore(String.join("\n", logical))) {
      out.add(REASON);
      logical.forEach(line -> out.add("# " + line));
    } else {
      out.addAll(logical);
    }
  }

  /** Whether the next line belongs to these: the last ends with an odd number of backslashes. */
  private static boolean goesOn(List<String> logical) {
    String first = logical.get(0).stripLeading();
    if (first.isEmpty() || first.startsWith("#") || first.startsWith("!")) {
      return false;
    }
    String last = logical.get(logical.size() - 1);
    int backslashes = 0;
    while (backslashes < last.length() && last.charAt(last.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  /** As the reader of settings understands it, escapes and all. */
  private static boolean namesStore(String line) {
    Properties one = new Properties();
    try {
      one.load(new StringReader(line));
    } catch (IOException | IllegalArgumentException e) {
      // No server starts with such a line.
      return false;
    }
    return one.containsKey(STORE);
  }
}
