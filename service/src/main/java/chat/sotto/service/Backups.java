package chat.sotto.service;

import chat.sotto.service.pki.CertificateAuthority;
import chat.sotto.service.pki.PkiException;
import chat.sotto.service.pki.PrivateFiles;
import chat.sotto.service.store.StoreFile;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.admin.BackupMaker;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes backups in {@code DATA/backups}: each a folder that is laid out like a data folder, so that
 * a copy of it can be served, with a manifest of its files. It grows under a name of its own and
 * gets its final one when everything is on disk. docs/adr/0011 says why it never leaves the machine
 * by itself.
 */
final class Backups implements BackupMaker {
  private static final Logger log = LoggerFactory.getLogger(Backups.class);
  private static final String UNFINISHED = ".unfinished-";
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Left free on the disk, which the running server needs too. */
  private static final long ROOM_LEFT = 32L << 20;

  private final Optional<Path> data;
  private final Optional<StoreFile> store;
  private final AttachmentBackup attachments;
  private final String serverId;
  private final Clock clock;
  private final ReentrantLock running = new ReentrantLock();

  /**
   * Of one server.
   *
   * @param data its data folder
   * @param store its store's file
   */
  Backups(
      Optional<Path> data,
      Optional<StoreFile> store,
      AttachmentBackup attachments,
      String serverId,
      Clock clock) {
    this.attachments = attachments;
    this.data = data;
    this.store = store;
    this.serverId = serverId;
    this.clock = clock;
  }

  @Override
  public Made make() {
    if (data.isEmpty()) {
      throw RefusedException.of(
          Reason.BACKUP_UNAVAILABLE,
          "this server has no data directory: its authority lives in memory and ends with it");
    }
    if (store.isEmpty()) {
      throw RefusedException.of(
          Reason.BACKUP_UNAVAILABLE,
          "this server keeps its chats in memory: there is nothing that could be restored");
    }
    if (!running.tryLock()) {
      throw RefusedException.of(
          Reason.BACKUP_RUNNING, "a backup is being made; wait until it is complete");
    }
    try {
      return make(data.get(), store.get());
    } finally {
      running.unlock();
    }
  }

  private Made make(Path dataFolder, StoreFile storeFile) {
    Instant time = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Path folder = dataFolder.resolve(ServerConfig.BACKUPS);
    Path unfinished = folder.resolve(UNFINISHED + NAME.format(time));
    Path finished = folder.resolve(NAME.format(time));
    try {
      PrivateFiles.openFolder(folder);
      removeUnfinished(folder);
      requireRoom(folder, storeFile);
      PrivateFiles.openFolder(unfinished);
      BackupFolder copy = new BackupFolder(unfinished);
      copy.database(ServerConfig.DATABASE_FILE, target -> storeFile.copyTo(target, time));
      attachments.copyTo(copy);
      for (String name : CertificateAuthority.FILES) {
        copy.file(dataFolder.resolve(name), name);
      }
      if (Files.isRegularFile(dataFolder.resolve(ServerConfig.SETTINGS))) {
        copy.settings(dataFolder.resolve(ServerConfig.SETTINGS), ServerConfig.SETTINGS);
      }
      copy.profile(dataFolder.resolve(ServerConfig.OPERATOR), ServerConfig.OPERATOR);
      copy.writeManifest(serverId, time);
      copy.force();
      Files.move(unfinished, finished, StandardCopyOption.ATOMIC_MOVE);
      BackupFolder.forceFolder(folder);
      log.info("backup made: {} bytes in {}", copy.bytes(), finished);
      return new Made(finished.toAbsolutePath(), copy.bytes(), time);
    } catch (IOException | PkiException e) {
      delete(unfinished);
      log.warn("a backup failed", e);
      throw RefusedException.of(
          Reason.BACKUP_FAILED, "the backup was not made, and left nothing: " + e.getMessage());
    } catch (RuntimeException e) {
      delete(unfinished);
      throw e;
    }
  }

  /** A full disk would keep the server from storing messages. */
  private void requireRoom(Path folder, StoreFile storeFile) throws IOException {
    long needed = storeFile.size() + attachments.room(folder) + ROOM_LEFT;
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < needed) {
      throw new IOException(
          "it may need " + needed + " bytes, and only " + free + " are free in " + folder);
    }
  }

  /** What a server that was killed meanwhile has left. */
  private static void removeUnfinished(Path folder) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, UNFINISHED + "*")) {
      left.forEach(Backups::delete);
    }
  }

  private static void delete(Path unfinished) {
    if (Files.exists(unfinished)) {
      try {
        MoreFiles.deleteRecursively(unfinished, RecursiveDeleteOption.ALLOW_INSECURE);
      } catch (IOException e) {
        log.warn("an unfinished backup cannot be deleted: {}", unfinished, e);
      }
    }
  }
}
