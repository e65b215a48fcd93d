package chat.sotto.client.profile;

import chat.sotto.client.model.AttachmentId;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.Seq;

/**
 * A file on its way from the server: what has come is kept, sealed, until it is saved.
 *
 * @param chat whose it is
 * @param seq the message that carries it
 * @param attachment what its sealed bytes are called
 * @param spool the name of the file in the spool that holds what has come
 * @param temporary where its content is being written to at this moment; empty for nowhere. What a
 *     process leaves there when it is killed is deleted when the profile is opened again
 */
public record StoredDownload(
    ChatId chat, Seq seq, AttachmentId attachment, String spool, String temporary) {

  /** The same, its content being written to another place. */
  public StoredDownload writingTo(String path) {
    return new StoredDownload(chat, seq, attachment, spool, path);
  }

  /** Without the path. */
  @Override
  public String toString() {
    return "StoredDownload[" + chat + " " + seq + "]";
  }
}
