package chat.sotto.service.store.blob;

import chat.sotto.service.domain.BlobId;
import chat.sotto.service.store.BlobStore;
import com.google.protobuf.ByteString;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One blob in memory. */
final class MemoryBlob {
  private final MemoryBlobs store;
  private final BlobId id;
  private Blocks blocks = new Blocks();
  private Sha256 digest = new Sha256();
  private @Nullable MemoryTurn current;
  private Optional<ChunkList> complete = Optional.empty();
  private boolean deleted;

  MemoryBlob(MemoryBlobs store, BlobId id) {
    this.store = store;
    this.id = id;
  }

  /** Empty if it was deleted. */
  synchronized Optional<BlobStore.Turn> begin() {
    if (deleted) {
      return Optional.empty();
    }
    if (complete.isPresent()) {
      throw new IllegalStateException("the blob is complete");
    }
    MemoryTurn turn = new MemoryTurn();
    current = turn;
    return Optional.of(turn);
  }

  synchronized long received() {
    return complete.isPresent() ? 0 : digest.length();
  }

  synchronized Optional<Long> findSize() {
    return complete.map(ChunkList::size);
  }

  synchronized Optional<InputStream> read(long offset) {
    return complete.map(bytes -> bytes.from(offset));
  }

  synchronized void delete() {
    deleted = true;
    current = null;
  }

  private void forget() {
    blocks = new Blocks();
    digest = new Sha256();
  }

  private final class MemoryTurn implements BlobStore.Turn {
    private boolean ended;

    @Override
    public long received() {
      synchronized (MemoryBlob.this) {
        requireCurrent();
        return digest.length();
      }
    }

    @Override
    public void append(ByteString data) {
      synchronized (MemoryBlob.this) {
        requireCurrent();
        digest.update(data);
        blocks.append(data);
      }
    }

    @Override
    public boolean complete(ByteString sha256) {
      synchronized (MemoryBlob.this) {
        requireCurrent();
        boolean right = digest.is(sha256);
        if (right) {
          complete = Optional.of(blocks.finish());
        } else {
          delete();
          store.remove(id, MemoryBlob.this);
        }
        forget();
        ended = true;
        return right;
      }
    }

    @Override
    public void close() {
      synchronized (MemoryBlob.this) {
        ended = true;
      }
    }

    private void requireCurrent() {
      store.requireOpen();
      if (ended) {
        throw new IllegalStateException("the turn has ended");
      }
      if (current != this) {
        throw new BlobStore.SupersededException();
      }
    }
  }
}
