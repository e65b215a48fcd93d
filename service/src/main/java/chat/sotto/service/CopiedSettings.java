package chat.sotto.service;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * A settings file as it belongs into a backup: without the places of store and attachments. The
 * backup has the database itself, and the attachments if they lie in a folder; whoever serves it
 * must not open those that it was copied from, and delete there what its database does not know.
 */
final class CopiedSettings {
  private static final String STORE = "store";
  private static final String REASON =
      "# This is a backup, which has its database beside this file. The server's own was here:";
  private static final String ATTACHMENTS = "attachments";
  private static final String ATTACHMENTS_REASON =
      "# This is a backup. A server that runs on it must not share the place of attachments with the"
          + " server that it was copied from, which was:";

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
    String whole = String.join("\n", logical);
    boolean store = names(STORE, whole);
    if (store || names(ATTACHMENTS, whole)) {
      out.add(store ? REASON : ATTACHMENTS_REASON);
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
  private static boolean names(String setting, String line) {
    Properties one = new Properties();
    try {
      one.load(new StringReader(line));
    } catch (IOException | IllegalArgumentException e) {
      // No server starts with such a line.
      return false;
    }
    return one.containsKey(setting);
  }
}
