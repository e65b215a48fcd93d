package chat.sotto.client.content;

/** What an envelope holds; its label keeps one kind from being taken for another. */
public enum PayloadKind {
  /** An entry of the log. */
  MESSAGE("sotto message v1"),
  /** How far somebody has read. */
  READ_MARK("sotto read mark v1"),
  /** That somebody types, or stopped. */
  TYPING("sotto typing v1");

  private final String label;

  PayloadKind(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
