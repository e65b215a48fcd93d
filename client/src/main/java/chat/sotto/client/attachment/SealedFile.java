package chat.sotto.client.attachment;

import chat.sotto.client.model.AttachmentId;
import chat.sotto.client.model.FileInfo;
import com.google.crypto.tink.util.Bytes;

/**
 * A file as the message that carries it describes it, with what fetches and opens it.
 *
 * @param info what users see of it
 * @param id what its sealed bytes are called, within the chat
 * @param key what opens them
 * @param sealedSha256 SHA-256 of the sealed bytes, 32 bytes
 */
public record SealedFile(FileInfo info, AttachmentId id, AttachmentKey key, Bytes sealedSha256) {

  /** How many bytes it has at the server. */
  public long sealedSize() {
    return AttachmentCipher.sealedLength(info.size());
  }

  /** Without name, id and key. */
  @Override
  public String toString() {
    return "SealedFile[" + info + "]";
  }
}
