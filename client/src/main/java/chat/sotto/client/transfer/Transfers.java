package chat.sotto.client.transfer;

import chat.sotto.client.model.ChatId;

/**
 * Files on their way, in both directions.
 *
 * @param uploads to the server
 * @param downloads from the server
 * @param parts what both are made of
 */
public record Transfers(Uploads uploads, Downloads downloads, TransferParts parts)
    implements AutoCloseable {

  /** The chat's rows are gone: what they stood for goes, too. */
  public void chatDeleted(ChatId chat) {
    uploads.forget(chat);
    downloads.forget(chat);
    parts.spool().sweep(parts.table()::spooled);
  }

  /** Ends all of them in order. */
  @Override
  public void close() {
    uploads.close();
    downloads.close();
  }
}
