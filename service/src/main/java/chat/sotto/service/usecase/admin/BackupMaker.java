package chat.sotto.service.usecase.admin;

import java.nio.file.Path;
import java.time.Instant;

/** Copies everything that a server keeps into a folder on its own machine. Blocks. */
public interface BackupMaker {
  /**
   * A complete backup.
   *
   * @param folder where it lies
   * @param bytes the size of its files together
   * @param time when it was begun: what was acknowledged before is in it
   */
  record Made(Path folder, long bytes, Instant time) {}

  /**
   * Makes a backup. One that fails leaves nothing behind.
   *
   * @throws chat.sotto.service.usecase.RefusedException {@code BACKUP_UNAVAILABLE}, {@code
   *     BACKUP_RUNNING} or {@code BACKUP_FAILED}
   */
  Made make();
}
