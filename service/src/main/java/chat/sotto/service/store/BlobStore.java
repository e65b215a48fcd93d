package chat.sotto.service.store;

import chat.sotto.service.domain.BlobId;
import com.google.protobuf.ByteString;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * The sealed bytes of attachments. A blob is written once, from its beginning to its end, perhaps
 * in several turns; nobody can read it before it is complete and durable, and it never changes
 * afterwards. Who may do what is decided elsewhere ({@link AttachmentStore}).
 *
 * <p>All calls block and may come from any thread. They fail with {@link StoreUnavailableException}
 * when the disk is full, the bucket does not answer or the store is closed; what had come before is
 * kept.
 *
 * <p>Nothing ties a blob to the rows that know of it: a process that ends between {@link
 * Turn#complete} and the row that says so leaves a complete blob of which the row says that it is
 * not. {@link #findSize} tells.
 */
public interface BlobStore extends AutoCloseable {
  /**
   * Begins a blob, or goes on where its last turn ended. One turn at a time for a blob: beginning
   * another ends the one before, whose next call fails with {@link SupersededException}. It waits
   * for an append of that one, but not for its completion, which may take long: that one goes on.
   *
   * @throws IllegalStateException if the blob is complete
   * @throws StoreUnavailableException also while it is being completed
   */
  Turn write(BlobId blob);

  /** How many bytes of an incomplete blob have come; 0 when nothing has, or when it is complete. */
  long received(BlobId blob);

  /** The length of a complete blob; empty for an incomplete or unknown one. */
  Optional<Long> findSize(BlobId blob);

  /**
   * A complete blob's bytes from an offset to its end. Its owner closes it. Deleting the blob
   * meanwhile lets it give all of them, or fail with {@link StoreUnavailableException}, as it does
   * for whatever else goes wrong: it never ends early.
   *
   * @param offset 0 to the blob's length
   * @return empty if there is no such complete blob
   * @throws IllegalArgumentException if the offset is not in the blob
   */
  Optional<InputStream> read(BlobId blob, long offset);

  /** Deletes a blob, complete or not, and ends a turn that writes it. Idempotent. */
  void delete(BlobId blob);

  /**
   * Blobs of which there is anything, complete or not, ordered by id: how what nobody knows any
   * more is found.
   *
   * @param after only larger ones; empty for the first page
   */
  List<BlobId> list(Optional<BlobId> after, int limit);

  /** The files in which the complete blobs lie, for a backup; empty if they lie elsewhere. */
  default Optional<BlobFiles> files() {
    return Optional.empty();
  }

  /** Ends open turns; what has come stays. Idempotent. */
  @Override
  void close();

  /** One turn of writing a blob. Confined to one caller at a time. */
  interface Turn extends AutoCloseable {
    /** How many bytes have come, in this turn and those before it. */
    long received();

    /** Adds bytes at the end. */
    void append(ByteString data);

    /**
     * Makes the blob complete, durable and readable, if its bytes are those of the hash; otherwise
     * forgets all that has come. Ends the turn, also when it fails; then what has come stays, and
     * another turn may try again.
     *
     * @param sha256 32 bytes
     * @return whether they were
     */
    boolean complete(ByteString sha256);

    /** Ends the turn; what has come stays. Idempotent. */
    @Override
    void close();
  }

  /** A newer turn writes the same blob, or it was deleted. */
  final class SupersededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Ends the turn's caller, whose blob is another's now. */
    public SupersededException() {
      super("a newer turn writes this blob, or it was deleted");
    }
  }
}
