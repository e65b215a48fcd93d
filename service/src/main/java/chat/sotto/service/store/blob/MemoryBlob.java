package chat.sotto.service.store.blob;

import chat.sotto.service.domain.BlobId;
import chat.sotto.service.store.BlobStore;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One blob in memory: the chunks as they came. */
final class MemoryBlob {
  /** Smaller chunks are put together: a blob of single bytes would take fifty times its length. */
  private static final int SMALL = 4 << 10;

  private static final int TOGETHER = 64 << 10;

  private final MemoryBlobs store;
  private final BlobId id;
  private final List<ByteString> chunks = new ArrayList<>();
  private ByteString.Output small = ByteString.newOutput();
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
    chunks.clear();
    small = ByteString.newOutput();
    digest = new Sha256();
  }

  private void add(ByteString data) {
    digest.update(data);
    if (data.size() < SMALL) {
      copy(data);
      if (small.size() >= TOGETHER) {
        flush();
      }
    } else {
      flush();
      chunks.add(data);
    }
  }

  private void copy(ByteString data) {
    try {
      data.writeTo(small);
    } catch (IOException e) {
      throw new AssertionError("memory is always written", e);
    }
  }

  private void flush() {
    if (small.size() > 0) {
      chunks.add(small.toByteString());
      small.reset();
    }
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
        add(data);
      }
    }

    @Override
    public boolean complete(ByteString sha256) {
      synchronized (MemoryBlob.this) {
        requireCurrent();
        boolean right = digest.is(sha256);
        if (right) {
          flush();
          complete = Optional.of(new ChunkList(chunks));
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
