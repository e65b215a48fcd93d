package chat.sotto.service;

import chat.sotto.service.domain.BlobId;
import chat.sotto.service.store.AttachmentStore;
import chat.sotto.service.store.BlobFiles;
import chat.sotto.service.store.BlobStore;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The part of attachments in a backup: those that are complete, if they lie in files. To be copied
 * after the database: whatever that knows is then either there still or deleted meanwhile.
 *
 * @param rows what is known of them
 * @param blobs where they lie
 */
record AttachmentBackup(AttachmentStore rows, BlobStore blobs) {
  /** Where blobs lie that are not complete. The server knows such a folder by it. */
  private static final String INCOMING = "incoming";

  /** What copying them takes; nothing where the file system can give them second names. */
  long room(Path backups) throws IOException {
    Optional<BlobFiles> files = blobs.files();
    if (files.isEmpty()
        || Files.getFileStore(files.get().folder()).equals(Files.getFileStore(backups))) {
      return 0;
    }
    AtomicLong bytes = new AtomicLong();
    files.get().forEach(file -> bytes.addAndGet(file.toFile().length()));
    return bytes.get();
  }

  void copyTo(BackupFolder backup) throws IOException {
    Optional<BlobFiles> files = blobs.files();
    if (files.isEmpty()) {
      backup.note("The bytes of attachments are not in here: this server keeps them in no folder.");
      return;
    }
    String root = ServerConfig.ATTACHMENTS + "/";
    backup.folder(ServerConfig.ATTACHMENTS);
    backup.folder(root + INCOMING);
    files
        .get()
        .forEach(
            file -> {
              Optional<ByteString> hash =
                  rows.findHash(BlobId.ofHex(file.getFileName().toString()));
              if (hash.isPresent()) {
                Path place = files.get().folder().relativize(file);
                backup.folder(root + place.getName(0));
                backup.unchanging(
                    file,
                    root + place.getName(0) + "/" + place.getFileName(),
                    HexFormat.of().formatHex(hash.get().toByteArray()));
              }
            });
  }
}
