package chat.sotto.service.store.blob;

import chat.sotto.service.domain.BlobId;
import chat.sotto.service.store.BlobStore;
import chat.sotto.service.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/**
 * Blobs that are not complete yet, each a file in a folder. How long it is says how far it has
 * come; nothing else is kept, so whatever a crash leaves is the beginning of a blob, or is found
 * not to be one by the hash at the end. The folder belongs to one process.
 *
 * <p>Whoever works on a blob holds the monitor of its {@link StagedTurn} and has put that into the
 * map. Who comes later waits for it there: newer ones wait for older ones, never the other way.
 */
final class Staging implements AutoCloseable {
  /** So many hashes of what has come are kept, which would otherwise be computed again. */
  private static final int HASHES = 4096;

  private final Path folder;
  private final Finish finish;
  private final ConcurrentMap<BlobId, StagedTurn> turns = new ConcurrentHashMap<>();
  private final Map<BlobId, Sha256> hashes =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BlobId, Sha256> eldest) {
          return size() > HASHES;
        }
      };
  private volatile boolean closed;

  /** Takes bytes whose hash was right to where they belong. */
  interface Finish {
    /**
     * Makes a blob durable and readable, and takes its file away.
     *
     * @param file has all its bytes, and nobody writes it any more
     * @param wanted throws when the blob was deleted or the store closed meanwhile: to be asked
     *     while it takes long
     * @throws StoreUnavailableException if it failed; the file may be gone then
     */
    void finish(BlobId blob, Path file, long size, Runnable wanted) throws IOException;
  }

  /** A step under a blob's monitor. */
  interface Step {
    void run() throws IOException;
  }

  /** Over a folder that is there. */
  Staging(Path folder, Finish finish) {
    this.folder = folder;
    this.finish = finish;
  }

  /** Begins a turn, or fails as the check does, which no other turn of this blob runs beside. */
  BlobStore.Turn begin(BlobId blob, Step check) {
    requireOpen();
    StagedTurn running = turns.get(blob);
    if (running != null && running.isFinishing()) {
      throw new StoreUnavailableException("the blob is being completed");
    }
    StagedTurn turn = new StagedTurn(this, blob);
    claim(
        turn,
        () -> {
          check.run();
          turn.open();
        });
    return turn;
  }

  /** Ends the blob's turn, forgets what has come, and takes a last step. */
  void delete(BlobId blob, Step step) {
    requireOpen();
    StagedTurn running = turns.get(blob);
    if (running != null) {
      running.unwanted();
    }
    StagedTurn last = new StagedTurn(this, blob);
    claim(
        last,
        () -> {
          remove(blob);
          step.run();
        });
    last.close();
  }

  @SuppressWarnings("SynchronizationOnLocalVariableOrMethodParameter")
  private void claim(StagedTurn turn, Step step) {
    synchronized (turn) {
      StagedTurn before = turns.put(turn.blob(), turn);
      if (before != null) {
        before.supersede();
      }
      try {
        requireOpen();
        step.run();
      } catch (IOException e) {
        turn.close();
        throw new StoreUnavailableException("a blob's file cannot be opened or removed", e);
      } catch (RuntimeException e) {
        turn.close();
        throw e;
      }
    }
  }

  /** 0 if there is no such file. */
  long received(BlobId blob) {
    requireOpen();
    try {
      return Files.size(file(blob));
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new StoreUnavailableException("a blob's file cannot be read", e);
    }
  }

  /** All of which something has come, in no order. */
  Stream<BlobId> list() throws IOException {
    return BlobNames.in(folder);
  }

  @Override
  public void close() {
    closed = true;
    turns.values().forEach(StagedTurn::unwanted);
    turns.values().forEach(StagedTurn::close);
  }

  void requireOpen() {
    if (closed) {
      throw new StoreUnavailableException("the store of blobs is closed");
    }
  }

  Path file(BlobId blob) {
    return folder.resolve(blob.toString());
  }

  void finish(BlobId blob, long size, Runnable wanted) throws IOException {
    finish.finish(blob, file(blob), size, wanted);
  }

  void remove(BlobId blob) throws IOException {
    findHash(blob);
    Files.deleteIfExists(file(blob));
  }

  void ended(BlobId blob, StagedTurn turn) {
    turns.remove(blob, turn);
  }

  void keepHash(BlobId blob, Sha256 hash) {
    synchronized (hashes) {
      hashes.put(blob, hash);
    }
  }

  /** Takes out the hash of what has come, if it is kept. */
  Optional<Sha256> findHash(BlobId blob) {
    synchronized (hashes) {
      return Optional.ofNullable(hashes.remove(blob));
    }
  }
}
