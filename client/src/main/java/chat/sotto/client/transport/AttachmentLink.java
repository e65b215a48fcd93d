package chat.sotto.client.transport;

import chat.sotto.client.model.AttachmentId;
import chat.sotto.client.model.ChatId;
import com.google.crypto.tink.util.Bytes;
import java.io.IOException;

/**
 * Sealed bytes of attachments, to the server and from it. The calls block; an interrupt ends them.
 * They fail with {@link chat.sotto.client.model.SottoException}. What moves bytes goes at the pace
 * of the slower side.
 */
public interface AttachmentLink {
  /** The most bytes that a chunk has. */
  int MAX_CHUNK = 256 << 10;

  /** Where an upload stands. Changes nothing. */
  UploadStatus status(ChatId chat, AttachmentId attachment);

  /** Sends the bytes from an offset, where the server's end, to the end, and commits them. */
  void upload(ChatId chat, AttachmentId attachment, Outgoing bytes);

  /** Fetches the bytes from an offset to the end. Returns when the server has ended in order. */
  void download(ChatId chat, AttachmentId attachment, long offset, Incoming bytes);

  /** Deletes what no message names yet. Repeating it succeeds. */
  void delete(ChatId chat, AttachmentId attachment);

  /** Bytes on their way to the server. */
  interface Outgoing {
    /** The length of all of them, those before the offset included. */
    long size();

    /** Where the first one stands. */
    long offset();

    /** The next ones: waits until there are some; -1 at the end. */
    int read(byte[] buffer, int offset, int count) throws IOException;

    /** SHA-256 of all of them; waits until it is known. Asked once, at the end. */
    Bytes sha256() throws InterruptedException;

    /** Everything before this place was handed over. */
    void sent(long place);
  }

  /** Bytes on their way from the server. */
  interface Incoming {
    /** The length of all of them, as the server says; comes first, once a call. */
    void size(long size);

    /** The next ones; not to be kept. */
    void take(byte[] buffer, int offset, int count) throws IOException;
  }
}
