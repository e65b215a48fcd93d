package chat.sotto.client.transfer;

import chat.sotto.client.attachment.SafeFileName;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SaveTarget;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.spool.Folders;
import chat.sotto.client.spool.Spool;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a file is saved: first under another name beside its place, then, complete and on disk, in
 * one step under its own. Modes are those of any file that the user makes.
 *
 * @param path its place
 * @param temporary what it is called until then
 * @param overwrite whether a file that is there is replaced
 */
record Target(Path path, Path temporary, boolean overwrite) {
  private static final Logger LOG = LoggerFactory.getLogger(Target.class);
  private static final String PREFIX = ".sotto-";
  private static final String SUFFIX = ".part";

  /**
   * Looks whether it can be saved there.
   *
   * @param name what its sender calls it, for a target that is a folder
   * @throws SottoException {@code FILE_EXISTS}, {@code LOCAL_FILE}
   */
  static Target of(SaveTarget target, String name) {
    Path path = target.path().toAbsolutePath();
    if (Files.isDirectory(path)) {
      path = path.resolve(SafeFileName.of(name));
    }
    Path folder = path.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new SottoException(Reason.LOCAL_FILE, "there is no folder " + folder)
          .field("target")
          .hint("make it first, or save elsewhere");
    }
    if (Files.isDirectory(path)) {
      throw new SottoException(Reason.LOCAL_FILE, path + " is a folder").field("target");
    }
    if (!target.overwrite() && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw exists(path);
    }
    return new Target(
        path, folder.resolve(PREFIX + Spool.freshName() + SUFFIX), target.overwrite());
  }

  /** Whether a path is one that this class made up. */
  static boolean isTemporary(Path path) {
    String name = String.valueOf(path.getFileName());
    return path.isAbsolute() && name.matches("\\.sotto-[0-9a-f]{32}\\.part");
  }

  private static SottoException exists(Path path) {
    return new SottoException(Reason.FILE_EXISTS, path + " exists already")
        .field("target")
        .hint("choose another name, or say that it may be overwritten");
  }

  /** Begins to write. */
  FileOutputStream open() {
    try {
      Files.createFile(temporary);
      return new FileOutputStream(temporary.toFile());
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** What was written is the whole: it gets its name. */
  void place() {
    try {
      if (overwrite) {
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
      } else {
        link();
      }
    } catch (FileAlreadyExistsException e) {
      throw exists(path).cause(e);
    } catch (IOException e) {
      throw unwritable(e);
    }
    sync();
  }

  /** Never overwrites, whoever makes a file of that name at this moment. */
  private void link() throws IOException {
    try {
      Files.createLink(path, temporary);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException noLinks) {
      moveWithoutLinks();
      return;
    }
    discard();
  }

  /** The name is taken by an empty file first, which does not stay if nothing replaces it. */
  void moveWithoutLinks() throws IOException {
    Files.createFile(path);
    try {
      Files.move(
          temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  /** The file is there, whatever becomes of this. */
  private void sync() {
    try {
      Folders.sync(path.getParent());
    } catch (IOException e) {
      LOG.warn("a saved file's name may be lost with the power", e);
    }
  }

  /** Nothing is left of what was written; where that fails, it says so in the log only. */
  void discard() {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      LOG.warn("what was begun to be saved is left behind", e);
    }
  }

  SottoException unwritable(IOException cause) {
    return new SottoException(Reason.LOCAL_FILE, path + " cannot be written: " + cause.getMessage())
        .field("target")
        .hint("check that the disk is not full and that you may write there")
        .cause(cause);
  }
}
