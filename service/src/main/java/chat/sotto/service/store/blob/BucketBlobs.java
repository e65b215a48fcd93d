package chat.sotto.service.store.blob;

import chat.sotto.service.domain.BlobId;
import chat.sotto.service.store.BlobStore;
import chat.sotto.service.store.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * Blobs as objects of an S3-compatible bucket, {@code PREFIX/HEX}. While they come they lie in a
 * folder of this machine, which belongs to one process: a bucket can neither append nor say what
 * SHA-256 its parts have. Several servers may share the bucket; each has a folder of its own.
 *
 * <p>Completing sends the whole file, and takes as long as that does. Where the server ends
 * meanwhile, parts may stay in the bucket until the blob is completed or deleted; a rule of the
 * bucket that aborts incomplete multipart uploads after some days takes away what nobody asks for.
 */
public final class BucketBlobs implements BlobStore {
  private final Bucket bucket;
  private final Staging staging;

  private BucketBlobs(Bucket bucket, Path folder) {
    this.bucket = bucket;
    this.staging = new Staging(folder, this::send);
  }

  /**
   * Opens a bucket, which must be there and answer.
   *
   * @param folder for what is not complete; made if it is not there
   */
  static BucketBlobs open(BucketAddress address, AwsCredentials credentials, Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    try {
      OwnerFolder.open(absolute);
    } catch (IOException e) {
      throw new StoreUnavailableException(
          "the folder for incoming attachments, " + absolute + ", cannot be opened", e);
    }
    Bucket bucket = new Bucket(address, credentials);
    try {
      bucket.list(Optional.empty(), 1);
    } catch (RuntimeException e) {
      bucket.close();
      throw e;
    }
    return new BucketBlobs(bucket, absolute);
  }

  @Override
  public Turn write(BlobId blob) {
    return staging.begin(
        blob,
        () -> {
          if (bucket.findSize(blob).isPresent()) {
            staging.remove(blob);
            throw new IllegalStateException("the blob is complete");
          }
        });
  }

  private void send(BlobId blob, Path file, long size, Runnable wanted) throws IOException {
    new BucketUpload(bucket, blob).send(file, size, wanted);
    Files.deleteIfExists(file);
  }

  @Override
  public long received(BlobId blob) {
    long received = staging.received(blob);
    // A server that ended between the last two steps has left the file.
    return received > 0 && bucket.findSize(blob).isPresent() ? 0 : received;
  }

  @Override
  public Optional<Long> findSize(BlobId blob) {
    staging.requireOpen();
    return bucket.findSize(blob);
  }

  @Override
  public Optional<InputStream> read(BlobId blob, long offset) {
    staging.requireOpen();
    return bucket.read(blob, offset);
  }

  @Override
  public void delete(BlobId blob) {
    staging.delete(
        blob,
        () -> {
          bucket.delete(blob);
          new BucketUpload(bucket, blob).abortOlder();
        });
  }

  @Override
  public List<BlobId> list(Optional<BlobId> after, int limit) {
    staging.requireOpen();
    TreeSet<BlobId> found = new TreeSet<>(bucket.list(after, limit));
    try {
      staging
          .list()
          .filter(blob -> after.isEmpty() || blob.compareTo(after.get()) > 0)
          .forEach(found::add);
    } catch (IOException e) {
      throw new StoreUnavailableException("the folder of attachments cannot be read", e);
    }
    return found.stream().limit(limit).toList();
  }

  @Override
  public void close() {
    staging.close();
    bucket.close();
  }
}
