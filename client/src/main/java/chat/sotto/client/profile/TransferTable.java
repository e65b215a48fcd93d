package chat.sotto.client.profile;

import chat.sotto.client.codec.ByteWriter;
import chat.sotto.client.codec.Fields;
import chat.sotto.client.model.AttachmentId;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.Seq;
import chat.sotto.client.profile.RowSeal.Place;
import com.google.crypto.tink.util.Bytes;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Files on their way, in both directions. A row is there before its file in the spool is, so a file
 * that no row names is a leftover.
 */
public final class TransferTable {
  private static final int MAX_VALUE = 1 << 20;

  private final SealedTables tables;
  private final Outbox outbox;

  TransferTable(SealedTables tables, Outbox outbox) {
    this.tables = tables;
    this.outbox = outbox;
  }

  /** Files on their way to the server. */
  public List<StoredUpload> uploads() {
    return tables
        .database()
        .query(
            "SELECT client, sealed FROM upload",
            row -> readUpload(tables.seal().open(row.getBytes(2), upload(row.getBytes(1)))));
  }

  /** The file of a message that has not been stored. */
  public Optional<StoredUpload> findUpload(ClientMessageId clientId) {
    byte[] client = tables.reference(clientId);
    return tables
        .database()
        .findBlob("SELECT sealed FROM upload WHERE client = ?", client)
        .map(value -> readUpload(tables.seal().open(value, upload(client))));
  }

  /** Stores how far one has come. */
  public void put(StoredUpload upload) {
    byte[] client = tables.reference(upload.clientId());
    tables
        .database()
        .update(
            "INSERT OR REPLACE INTO upload (client, ref, sealed) VALUES (?, ?, ?)",
            client,
            tables.reference(upload.chat()),
            tables.seal().seal(write(upload), upload(client)));
  }

  /** Stores how far one has come, unless it was forgotten meanwhile. */
  public void replace(StoredUpload upload) {
    tables
        .database()
        .run(
            () -> {
              if (findUpload(upload.clientId()).isPresent()) {
                put(upload);
              }
            });
  }

  /** Messages of a chat that will never be sent, and of which nobody was told. */
  public List<OutboxMessage> refused(ChatId chat) {
    return uploads().stream()
        .filter(upload -> upload.stage() == StoredUpload.Stage.REFUSED)
        .filter(upload -> upload.chat().equals(chat))
        .map(StoredUpload::message)
        .toList();
  }

  /** All of it is at the server: in one transaction, its message enters the outbox. */
  public void commit(StoredUpload upload) {
    tables
        .database()
        .run(
            () -> {
              put(upload.committed());
              outbox.add(upload.message());
            });
  }

  /**
   * The server has lost it before it stored the message: in one transaction, that leaves the outbox
   * until the file is there again.
   *
   * @return the upload as it stands now
   */
  public StoredUpload takeBack(StoredUpload upload) {
    StoredUpload returned = upload.returned();
    tables
        .database()
        .run(
            () -> {
              outbox.remove(upload.clientId());
              put(returned);
            });
    return returned;
  }

  /** Forgets one: its message was stored or refused, or it was taken back. */
  public void remove(StoredUpload upload) {
    tables
        .database()
        .update("DELETE FROM upload WHERE client = ?", tables.reference(upload.clientId()));
    tables.database().forgetDeleted();
  }

  /** Files on their way from the server. */
  public List<StoredDownload> downloads() {
    return tables
        .database()
        .query(
            "SELECT name, sealed FROM download",
            row -> readDownload(tables.seal().open(row.getBytes(2), download(row.getBytes(1)))));
  }

  /** What has come of a file. */
  public Optional<StoredDownload> findDownload(ChatId chat, AttachmentId attachment) {
    byte[] name = name(chat, attachment);
    return tables
        .database()
        .findBlob("SELECT sealed FROM download WHERE name = ?", name)
        .map(value -> readDownload(tables.seal().open(value, download(name))));
  }

  /** Stores that one is on its way. */
  public void put(StoredDownload download) {
    byte[] name = name(download.chat(), download.attachment());
    tables
        .database()
        .update(
            "INSERT OR REPLACE INTO download (name, ref, sealed) VALUES (?, ?, ?)",
            name,
            tables.reference(download.chat()),
            tables.seal().seal(write(download), download(name)));
  }

  /**
   * Stores how one stands, unless it was forgotten meanwhile.
   *
   * @return whether it was still there
   */
  public boolean replace(StoredDownload download) {
    AtomicBoolean there = new AtomicBoolean();
    tables
        .database()
        .run(
            () -> {
              there.set(findDownload(download.chat(), download.attachment()).isPresent());
              if (there.get()) {
                put(download);
              }
            });
    return there.get();
  }

  /** Forgets one: it was saved, or will never be. */
  public void remove(StoredDownload download) {
    tables
        .database()
        .update(
            "DELETE FROM download WHERE name = ?", name(download.chat(), download.attachment()));
  }

  /** The names of all files that belong in the spool. */
  public Set<String> spooled() {
    Set<String> names = new HashSet<>();
    uploads().forEach(upload -> names.add(upload.spool()));
    downloads().forEach(download -> names.add(download.spool()));
    return names;
  }

  private byte[] name(ChatId chat, AttachmentId attachment) {
    return tables
        .seal()
        .reference("attachment", Fields.of(chat.value()).bytes(attachment.value()).toBytes());
  }

  private static byte[] write(StoredUpload upload) {
    return new ByteWriter()
        .raw(upload.chat().value())
        .raw(upload.clientId().value())
        .raw(upload.attachment().value())
        .lp(upload.spool())
        .lp(upload.stage().name())
        .lp(upload.content().toByteArray())
        .lp(upload.sealedSha256().toByteArray())
        .u64(upload.queued().toEpochMilli())
        .u32(upload.returns())
        .toBytes();
  }

  private static StoredUpload readUpload(byte[] bytes) {
    return RowCodec.read(
        bytes,
        in ->
            new StoredUpload(
                new ChatId(in.bytes(16)),
                new ClientMessageId(in.bytes(16)),
                new AttachmentId(in.bytes(16)),
                in.text(64),
                Enum.valueOf(StoredUpload.Stage.class, in.text(64)),
                Bytes.copyFrom(in.lp(MAX_VALUE)),
                Bytes.copyFrom(in.lp(64)),
                Instant.ofEpochMilli(in.u64()),
                in.u32(Integer.MAX_VALUE)));
  }

  private static byte[] write(StoredDownload download) {
    return new ByteWriter()
        .raw(download.chat().value())
        .u64(download.seq().value())
        .raw(download.attachment().value())
        .lp(download.spool())
        .lp(download.temporary())
        .toBytes();
  }

  private static StoredDownload readDownload(byte[] bytes) {
    return RowCodec.read(
        bytes,
        in ->
            new StoredDownload(
                new ChatId(in.bytes(16)),
                new Seq(in.u64()),
                new AttachmentId(in.bytes(16)),
                in.text(64),
                in.text(MAX_VALUE)));
  }

  private static Place upload(byte[] client) {
    return new Place("upload.sealed", client, 0);
  }

  private static Place download(byte[] name) {
    return new Place("download.sealed", name, 0);
  }
}
