package chat.sotto.service.store.blob;

import chat.sotto.service.domain.BlobId;
import chat.sotto.service.store.BlobStore;
import chat.sotto.service.store.StoreUnavailableException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Blobs in memory, gone with the process: for throw-away servers and fast tests. */
public final class MemoryBlobs implements BlobStore {
  private final ConcurrentNavigableMap<BlobId, MemoryBlob> blobs = new ConcurrentSkipListMap<>();
  private volatile boolean closed;

  @Override
  public Turn write(BlobId blob) {
    requireOpen();
    while (true) {
      Optional<Turn> turn = blobs.computeIfAbsent(blob, id -> new MemoryBlob(this, id)).begin();
      if (turn.isPresent()) {
        return turn.get();
      }
      // It was deleted just now, and is about to leave the map.
      Thread.onSpinWait();
    }
  }

  @Override
  public long received(BlobId blob) {
    requireOpen();
    MemoryBlob found = blobs.get(blob);
    return found == null ? 0 : found.received();
  }

  @Override
  public Optional<Long> findSize(BlobId blob) {
    requireOpen();
    return Optional.ofNullable(blobs.get(blob)).flatMap(MemoryBlob::findSize);
  }

  @Override
  public Optional<InputStream> read(BlobId blob, long offset) {
    requireOpen();
    return Optional.ofNullable(blobs.get(blob)).flatMap(found -> found.read(offset));
  }

  @Override
  public void delete(BlobId blob) {
    requireOpen();
    MemoryBlob found = blobs.get(blob);
    if (found != null) {
      found.delete();
      blobs.remove(blob, found);
    }
  }

  @Override
  public List<BlobId> list(Optional<BlobId> after, int limit) {
    requireOpen();
    return after.map(id -> blobs.tailMap(id, false)).orElse(blobs).keySet().stream()
        .limit(limit)
        .toList();
  }

  @Override
  public void close() {
    closed = true;
    blobs.clear();
  }

  void remove(BlobId blob, MemoryBlob found) {
    blobs.remove(blob, found);
  }

  void requireOpen() {
    if (closed) {
      throw new StoreUnavailableException("the store of blobs is closed");
    }
  }
}
