package chat.sotto.app.log;

/** How a log line looks. */
public enum LogFormat {
  /** For people. */
  TEXT,
  /** One JSON object a line, for programs. */
  JSON
}
