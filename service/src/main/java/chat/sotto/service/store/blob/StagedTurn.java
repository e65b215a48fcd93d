package chat.sotto.service.store.blob;

import chat.sotto.service.domain.BlobId;
import chat.sotto.service.store.BlobStore;
import chat.sotto.service.store.StoreUnavailableException;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A turn that appends to a file of {@link Staging}. Its monitor is that of the blob. */
final class StagedTurn implements BlobStore.Turn {
  private static final Logger log = LoggerFactory.getLogger(StagedTurn.class);
  private static final int READ = 256 << 10;

  private final Staging staging;
  private final BlobId blob;
  private @Nullable FileChannel channel;
  private Sha256 hash = new Sha256();
  private boolean superseded;
  private volatile boolean finishing;
  private volatile boolean unwanted;

  StagedTurn(Staging staging, BlobId blob) {
    this.staging = staging;
    this.blob = blob;
  }

  BlobId blob() {
    return blob;
  }

  boolean isFinishing() {
    return finishing;
  }

  /** A completion that is under way need not go on. */
  void unwanted() {
    unwanted = true;
  }

  /** Opens the file, and computes the hash of what is there unless that is known. */
  synchronized void open() throws IOException {
    FileChannel opened = OwnerFolder.openFile(staging.file(blob));
    try {
      long length = opened.size();
      hash =
          staging.findHash(blob).filter(known -> known.length() == length).orElseGet(Sha256::new);
      if (hash.length() < length) {
        read(opened);
      }
    } catch (IOException | RuntimeException e) {
      release(opened);
      throw e;
    }
    channel = opened;
  }

  private void read(FileChannel opened) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(READ);
    while (opened.read(buffer, hash.length()) >= 0) {
      hash.update(buffer.flip());
      buffer.clear();
      staging.requireOpen();
    }
  }

  @Override
  public synchronized long received() {
    getChannel();
    return hash.length();
  }

  @Override
  public synchronized void append(ByteString data) {
    FileChannel file = getChannel();
    long end = hash.length();
    try {
      for (ByteBuffer part : data.asReadOnlyByteBufferList()) {
        while (part.hasRemaining()) {
          end += file.write(part, end);
        }
      }
    } catch (IOException e) {
      cutBack(file);
      throw new StoreUnavailableException("a blob's file cannot be written", e);
    }
    hash.update(data);
  }

  /**
   * Half of an append goes. Where that fails too, the file is longer by a part of what was sent.
   */
  private void cutBack(FileChannel file) {
    try {
      file.truncate(hash.length());
    } catch (IOException e) {
      log.warn("the file of blob {} cannot be cut back after a failed write", blob, e);
    }
  }

  @Override
  public synchronized boolean complete(ByteString sha256) {
    getChannel();
    finishing = true;
    try {
      if (!hash.is(sha256)) {
        close();
        staging.remove(blob);
        return false;
      }
      long size = hash.length();
      release();
      staging.finish(blob, size, this::requireWanted);
      staging.findHash(blob);
      return true;
    } catch (IOException e) {
      throw new StoreUnavailableException("a blob cannot be completed", e);
    } finally {
      finishing = false;
      close();
    }
  }

  private void requireWanted() {
    staging.requireOpen();
    if (unwanted) {
      throw new BlobStore.SupersededException();
    }
  }

  /** Waits for a call that is under way, and ends the turn for a newer one. */
  synchronized void supersede() {
    superseded = true;
    release();
  }

  @Override
  public synchronized void close() {
    release();
    staging.ended(blob, this);
  }

  private void release() {
    if (channel != null) {
      staging.keepHash(blob, hash);
      release(channel);
      channel = null;
    }
  }

  private void release(FileChannel opened) {
    try {
      opened.close();
    } catch (IOException e) {
      log.warn("the file of blob {} cannot be closed", blob, e);
    }
  }

  private FileChannel getChannel() {
    staging.requireOpen();
    if (superseded) {
      throw new BlobStore.SupersededException();
    }
    if (channel == null) {
      throw new IllegalStateException("the turn has ended");
    }
    return channel;
  }
}
