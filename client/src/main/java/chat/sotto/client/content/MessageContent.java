package chat.sotto.client.content;

import chat.sotto.client.model.Seq;
import java.util.Optional;

/** What somebody wrote. */
public sealed interface MessageContent {
  /** The message that it answers. */
  Optional<Seq> replyTo();

  /**
   * Written text.
   *
   * @param text 1 to 65,536 bytes of UTF-8
   */
  record Text(String text, Optional<Seq> replyTo) implements MessageContent {
    /** Without the text. */
    @Override
    public String toString() {
      return "Text[redacted]";
    }
  }

  /** Written by a newer version, of a kind that this one does not know. */
  record Unsupported(Optional<Seq> replyTo) implements MessageContent {}
}
