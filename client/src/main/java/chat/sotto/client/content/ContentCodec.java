package chat.sotto.client.content;

import chat.sotto.client.attachment.SealedFile;
import chat.sotto.client.codec.MalformedBytesException;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.content.v1.Content;
import chat.sotto.content.v1.ReadMark;
import chat.sotto.content.v1.Text;
import chat.sotto.content.v1.TypingState;
import com.google.crypto.tink.util.Bytes;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Content to and from the bytes that are sealed. */
public final class ContentCodec {
  /** The most bytes of UTF-8 that a text may have. */
  public static final int MAX_TEXT = 65_536;

  /** The most bytes of UTF-8 that a file's name may have. */
  public static final int MAX_FILE_NAME = 255;

  /** The most bytes of UTF-8 that may be written with a file. */
  public static final int MAX_CAPTION = 16_384;

  /** The most bytes of a thumbnail. */
  public static final int MAX_THUMBNAIL = 32_768;

  /** The most bytes of content: a text and its small frame. */
  static final int MAX_LENGTH = MAX_TEXT + 512;

  private ContentCodec() {}

  /**
   * A text. Fails with {@link Reason#INVALID_FIELD} when empty, {@link Reason#PAYLOAD_TOO_LARGE}
   * when too long.
   */
  public static Bytes text(String text, Optional<Seq> replyTo) {
    if (text.isEmpty()) {
      throw new SottoException(Reason.INVALID_FIELD, "the message is empty").field("text");
    }
    // The first test spares the encoding of what is far too long.
    if (text.length() > MAX_TEXT || text.getBytes(StandardCharsets.UTF_8).length > MAX_TEXT) {
      throw new SottoException(
              Reason.PAYLOAD_TOO_LARGE, "the message is longer than " + MAX_TEXT + " bytes")
          .field("text")
          .hint("send it in several messages");
    }
    return Bytes.copyFrom(
        Content.newBuilder()
            .setText(Text.newBuilder().setText(text))
            .setReplyTo(replyTo.map(Seq::value).orElse(0L))
            .build()
            .toByteArray());
  }

  /**
   * A file. Fails with {@link Reason#INVALID_FIELD} when its description breaks the bounds of
   * content.proto.
   */
  public static Bytes file(SealedFile file, String caption, Optional<Seq> replyTo) {
    return Bytes.copyFrom(
        Content.newBuilder()
            .setFile(FileContent.write(file, caption))
            .setReplyTo(replyTo.map(Seq::value).orElse(0L))
            .build()
            .toByteArray());
  }

  /** Fails with {@link Reason#PAYLOAD_TOO_LARGE} when a caption is too long. */
  public static void requireCaption(String caption) {
    if (caption.length() > MAX_CAPTION
        || caption.getBytes(StandardCharsets.UTF_8).length > MAX_CAPTION) {
      throw new SottoException(
              Reason.PAYLOAD_TOO_LARGE,
              "what is written with a file is longer than " + MAX_CAPTION + " bytes")
          .field("caption")
          .hint("send the text in a message of its own");
    }
  }

  /** A read mark: everything up to and including {@code seq} was read. */
  public static Bytes readMark(Seq seq) {
    return Bytes.copyFrom(ReadMark.newBuilder().setSeq(seq.value()).build().toByteArray());
  }

  /** A typing sign. */
  public static Bytes typing(boolean typing) {
    return Bytes.copyFrom(TypingState.newBuilder().setTyping(typing).build().toByteArray());
  }

  /** A message's content; fails for what no client may write. */
  public static MessageContent parse(Bytes content) throws MalformedBytesException {
    Content parsed;
    try {
      parsed = Content.parseFrom(content.toByteArray());
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedBytesException("content does not decode");
    }
    Optional<Seq> replyTo =
        Optional.of(seq(parsed.getReplyTo())).filter(seq -> !seq.equals(Seq.ZERO));
    return switch (parsed.getKindCase()) {
      case TEXT -> new MessageContent.Text(checked(parsed.getText().getText()), replyTo);
      case FILE -> FileContent.read(parsed.getFile(), replyTo);
      case KIND_NOT_SET -> new MessageContent.Unsupported(replyTo);
    };
  }

  /** A read mark's content. */
  public static Seq parseReadMark(Bytes content) throws MalformedBytesException {
    try {
      return seq(ReadMark.parseFrom(content.toByteArray()).getSeq());
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedBytesException("a read mark does not decode");
    }
  }

  /** A typing sign's content. */
  public static boolean parseTyping(Bytes content) throws MalformedBytesException {
    try {
      return TypingState.parseFrom(content.toByteArray()).getTyping();
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedBytesException("a typing sign does not decode");
    }
  }

  private static String checked(String text) throws MalformedBytesException {
    if (text.isEmpty() || text.getBytes(StandardCharsets.UTF_8).length > MAX_TEXT) {
      throw new MalformedBytesException("a text breaks its bounds");
    }
    return text;
  }

  private static Seq seq(long value) throws MalformedBytesException {
    if (value < 0) {
      throw new MalformedBytesException("a sequence is above 2^63 - 1");
    }
    return new Seq(value);
  }
}
