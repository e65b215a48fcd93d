package chat.sotto.client.content;

import chat.sotto.client.attachment.SealedFile;
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

  /**
   * A file or an image.
   *
   * @param caption what is written with it, at most 16,384 bytes of UTF-8; empty for nothing
   */
  record File(SealedFile file, String caption, Optional<Seq> replyTo) implements MessageContent {
    /** Without name, key and caption. */
    @Override
    public String toString() {
      return "File[redacted]";
    }
  }

  /** Written by a newer version, of a kind that this one does not know. */
  record Unsupported(Optional<Seq> replyTo) implements MessageContent {}
}
