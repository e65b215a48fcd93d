package chat.sotto.service.store;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The files of a {@link BlobStore} that keeps its complete blobs in a folder. They never change, so
 * that a copy of one is right whenever it is made; a deleted one may be gone before its turn comes.
 */
public interface BlobFiles {
  /** The folder in which they are, absolute. Nothing else in it belongs into a backup. */
  Path folder();

  /**
   * Shows each file that is there now, as an absolute path: its place within {@link #folder} is the
   * one that its copy must have. Blobs that come meanwhile may be missing.
   */
  void forEach(Visitor visitor) throws IOException;

  /** What is done with each. */
  interface Visitor {
    /** Is shown one file. */
    void visit(Path file) throws IOException;
  }
}
