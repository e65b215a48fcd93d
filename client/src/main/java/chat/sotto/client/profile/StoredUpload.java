package chat.sotto.client.profile;

import chat.sotto.client.model.AttachmentId;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ClientMessageId;
import com.google.crypto.tink.util.Bytes;
import java.time.Instant;

/**
 * A file on its way to the server, and the message that will carry it.
 *
 * @param chat where it goes
 * @param clientId the message's id
 * @param attachment what its sealed bytes are called
 * @param spool the name of the file in the spool that holds them
 * @param stage how far it has come
 * @param content the message's serialized content, in the clear; empty while it is sealed
 * @param sealedSha256 SHA-256 of the sealed bytes; empty while it is sealed
 * @param queued when the user sent it, by this machine's clock
 * @param returns how often the server has lost the bytes after it had them all
 */
public record StoredUpload(
    ChatId chat,
    ClientMessageId clientId,
    AttachmentId attachment,
    String spool,
    Stage stage,
    Bytes content,
    Bytes sealedSha256,
    Instant queued,
    int returns) {

  /** How far an upload has come. */
  public enum Stage {
    /** Its end is not in the spool: if this process ends it is taken back. */
    SEALING,
    /** All of it is in the spool: the message is taken, and survives this process. */
    SEALED,
    /** All of it is at the server: the message is in the outbox. */
    COMMITTED,
    /** It will never be sent, and nobody was there to be told: the message is kept to be read. */
    REFUSED
  }

  private static final Bytes NONE = Bytes.copyFrom(new byte[0]);

  /** One that begins. */
  public static StoredUpload beginning(
      ChatId chat, ClientMessageId clientId, AttachmentId attachment, String spool, Instant now) {
    return new StoredUpload(chat, clientId, attachment, spool, Stage.SEALING, NONE, NONE, now, 0);
  }

  /** All of it is in the spool. */
  public StoredUpload sealed(Bytes messageContent, Bytes digest) {
    return new StoredUpload(
        chat, clientId, attachment, spool, Stage.SEALED, messageContent, digest, queued, returns);
  }

  /** All of it is at the server. */
  public StoredUpload committed() {
    return at(Stage.COMMITTED, returns);
  }

  /** It will never be sent. */
  public StoredUpload refused() {
    return at(Stage.REFUSED, returns);
  }

  /** The server has lost it again. */
  public StoredUpload returned() {
    return at(Stage.SEALED, returns + 1);
  }

  private StoredUpload at(Stage next, int newReturns) {
    return new StoredUpload(
        chat, clientId, attachment, spool, next, content, sealedSha256, queued, newReturns);
  }

  /** The message for the outbox. */
  public OutboxMessage message() {
    return new OutboxMessage(chat, clientId, content, queued, attachment);
  }

  /** Without the content. */
  @Override
  public String toString() {
    return "StoredUpload[" + chat + " " + clientId + " " + stage + "]";
  }
}
