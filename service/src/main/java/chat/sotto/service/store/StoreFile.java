package chat.sotto.service.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** The file of a store that lies in one. */
public interface StoreFile {
  /** What it takes on disk, with what lies beside it while it is open, in bytes. */
  long size() throws IOException;

  /**
   * Erases what lies beside the file and still has what was deleted, unless somebody is reading it
   * just now. Holds up nobody.
   *
   * @return whether it was done
   */
  boolean forgetDeleted() throws IOException;

  /**
   * Writes the store as it is at some moment of this call into another file, which opens as a
   * store. Reads and writes go on meanwhile. A store that is opened from a copy has a history of
   * its own: see {@link Stores#history}.
   *
   * @param target does not exist, or is empty; may be left incomplete by a failure
   * @param now noted in the copy
   */
  void copyTo(Path target, Instant now) throws IOException;
}
