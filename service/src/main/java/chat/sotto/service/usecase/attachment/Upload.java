package chat.sotto.service.usecase.attachment;

import chat.sotto.service.domain.AttachmentRecord;
import chat.sotto.service.domain.BlobId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.store.AttachmentStore;
import chat.sotto.service.store.BlobStore;
import chat.sotto.service.store.StoreUnavailableException;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.Writes;
import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import com.google.common.io.ByteStreams;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One turn of an upload. Blocks. {@link #check} may be called by any thread at any time, the rest
 * is confined to one caller at a time.
 */
public final class Upload implements AutoCloseable {
  /** The largest chunk, in bytes. */
  public static final int MAX_CHUNK = 256 * 1024;

  private static final int HASH_BYTES = 32;

  /** A long upload is noted now and then, so that it does not expire while it goes on. */
  private static final Duration TOUCH_STEP = Duration.ofHours(1);

  private final UploadAttachment owner;
  private final AttachmentStore attachments;
  private final BlobStore blobs;
  private final Clock clock;
  private final AttachmentRecord record;
  private final DeviceRef uploader;
  private final Runnable superseded;
  private BlobStore.@Nullable Turn turn;
  private boolean closed;

  Upload(
      UploadAttachment owner,
      AttachmentStore attachments,
      BlobStore blobs,
      Clock clock,
      AttachmentRecord record,
      DeviceRef uploader,
      Runnable superseded) {
    this.owner = owner;
    this.attachments = attachments;
    this.blobs = blobs;
    this.clock = clock;
    this.record = record;
    this.uploader = uploader;
    this.superseded = superseded;
  }

  BlobId blob() {
    return record.blob();
  }

  void supersede() {
    superseded.run();
  }

  /** Takes the blob over, unless all of it is there and only the row does not know. */
  void open() {
    if (blobs.findSize(blob()).isEmpty()) {
      turn = blobs.write(blob());
    }
  }

  /** The length of all bytes together. */
  public long size() {
    return record.size();
  }

  /**
   * Adds a stretch of bytes.
   *
   * @param offset must be where those end that are there
   * @param data 1 to {@link #MAX_CHUNK} bytes
   * @param crc32c what its sender says its checksum is
   * @throws RefusedException {@code INVALID_FIELD}, {@code CHUNK_MISPLACED}, {@code CHUNK_DAMAGED},
   *     {@code UPLOAD_SUPERSEDED}; what had come before stays
   */
  public void append(long offset, ByteString data, int crc32c) {
    if (data.isEmpty() || data.size() > MAX_CHUNK) {
      throw RefusedException.invalidField(
          "chunk.data", "has 1 to " + MAX_CHUNK + " bytes, not " + data.size());
    }
    BlobStore.Turn writing = turn;
    long received = received(writing);
    if (offset != received) {
      throw RefusedException.of(
          Reason.CHUNK_MISPLACED, "the next chunk begins at " + received + " and nowhere else");
    }
    if (data.size() > size() - received) {
      throw RefusedException.of(
          Reason.CHUNK_MISPLACED, "the chunk at " + received + " goes beyond the end at " + size());
    }
    if (Checksum.of(data) != crc32c) {
      throw RefusedException.of(
          Reason.CHUNK_DAMAGED, "the chunk at " + received + " is not what its checksum says");
    }
    if (writing == null) {
      throw new IllegalStateException("a chunk has found room in a complete blob");
    }
    try {
      writing.append(data);
    } catch (BlobStore.SupersededException e) {
      throw lost();
    }
  }

  private long received(BlobStore.@Nullable Turn writing) {
    try {
      return writing == null ? size() : writing.received();
    } catch (BlobStore.SupersededException e) {
      throw lost();
    }
  }

  /**
   * Ends the upload: all bytes are there.
   *
   * @param sha256 what its sender says the hash of all bytes is
   * @throws RefusedException {@code UPLOAD_INCOMPLETE}; {@code DIGEST_MISMATCH}, and then nothing
   *     is left of an upload that was not complete before
   */
  public void commit(ByteString sha256) {
    if (sha256.size() != HASH_BYTES) {
      throw RefusedException.invalidField(
          "commit.sha256", "has " + HASH_BYTES + " bytes, not " + sha256.size());
    }
    if (record.sha256().isPresent()) {
      require(record.sha256().get().equals(sha256));
      return;
    }
    BlobStore.Turn writing = turn;
    long received = received(writing);
    if (received != size()) {
      throw RefusedException.of(
          Reason.UPLOAD_INCOMPLETE, received + " of " + size() + " bytes have come");
    }
    require(writing == null ? isHash(sha256) : complete(writing, sha256));
    boolean there =
        Writes.await(
            attachments.complete(record.chat(), record.id(), blob(), sha256, clock.instant()));
    if (!there) {
      // Whoever deleted it could not know of bytes that were on their way.
      blobs.delete(blob());
      throw gone();
    }
  }

  private boolean complete(BlobStore.Turn writing, ByteString sha256) {
    try {
      return writing.complete(sha256);
    } catch (BlobStore.SupersededException e) {
      throw lost();
    }
  }

  /** Of a blob that is complete although its row does not say so: the server ended in between. */
  private boolean isHash(ByteString sha256) {
    Optional<InputStream> bytes = blobs.read(blob(), 0);
    if (bytes.isEmpty()) {
      throw lost();
    }
    try (HashingInputStream hashing = new HashingInputStream(Hashing.sha256(), bytes.get())) {
      ByteStreams.exhaust(hashing);
      boolean right = ByteString.copyFrom(hashing.hash().asBytes()).equals(sha256);
      if (!right) {
        blobs.delete(blob());
      }
      return right;
    } catch (IOException e) {
      throw new StoreUnavailableException("an attachment cannot be read now", e);
    }
  }

  private static void require(boolean right) {
    if (!right) {
      throw RefusedException.of(
          Reason.DIGEST_MISMATCH, "the bytes that have come are not those of this hash");
    }
  }

  /**
   * Whether the upload may go on: its uploader may still send to the chat, and nobody has deleted
   * it.
   *
   * @throws RefusedException if not
   */
  public void check() {
    Instant now = clock.instant();
    UploadAttachment.refuse(attachments.checkUpload(record.chat(), uploader, now));
    AttachmentRecord present = find().orElseThrow(Upload::gone);
    if (present.touched().plus(TOUCH_STEP).isBefore(now)) {
      attachments.touch(record.chat(), record.id(), now);
    }
  }

  private Optional<AttachmentRecord> find() {
    return attachments
        .find(record.chat(), record.id())
        .filter(found -> found.blob().equals(blob()));
  }

  /** The blob is another turn's now, or nobody's. */
  private RefusedException lost() {
    return find().isEmpty()
        ? gone()
        : RefusedException.of(Reason.UPLOAD_SUPERSEDED, "a newer stream uploads this attachment");
  }

  private static RefusedException gone() {
    return RefusedException.of(Reason.ATTACHMENT_NOT_FOUND, "the attachment was deleted");
  }

  /** Ends the turn; what has come stays. Idempotent. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    owner.ended(this);
    if (turn != null) {
      turn.close();
      attachments.touch(record.chat(), record.id(), clock.instant());
    }
  }
}
