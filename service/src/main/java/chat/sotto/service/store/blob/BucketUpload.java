package chat.sotto.service.store.blob;

import chat.sotto.service.domain.BlobId;
import chat.sotto.service.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/**
 * Puts a file into a bucket: a small one at once, a larger one in parts, one after the other and
 * read from disk while they are sent. The object is there when it is complete, and not before.
 */
final class BucketUpload {
  static final long PART = 8 << 20;
  private static final Logger log = LoggerFactory.getLogger(BucketUpload.class);
  private static final int MAX_PARTS = 10_000;
  private static final String TYPE = "application/octet-stream";

  private final Bucket bucket;
  private final S3Client client;
  private final String key;

  BucketUpload(Bucket bucket, BlobId blob) {
    this.bucket = bucket;
    this.client = bucket.client();
    this.key = bucket.key(blob);
  }

  /**
   * Sends the file.
   *
   * @param wanted throws when it need not go on
   */
  void send(Path file, long size, Runnable wanted) throws IOException {
    wanted.run();
    if (size <= PART) {
      try (FilePart all = new FilePart(file, 0, size)) {
        bucket.call(
            () ->
                client.putObject(
                    r -> r.bucket(bucket.name()).key(key).contentType(TYPE), body(all, size)));
      }
      return;
    }
    abortOlder();
    String upload =
        bucket.call(
            () ->
                client
                    .createMultipartUpload(r -> r.bucket(bucket.name()).key(key).contentType(TYPE))
                    .uploadId());
    try {
      List<CompletedPart> parts = sendParts(file, size, upload, wanted);
      wanted.run();
      bucket.call(
          () ->
              client.completeMultipartUpload(
                  r ->
                      r.bucket(bucket.name())
                          .key(key)
                          .uploadId(upload)
                          .multipartUpload(all -> all.parts(parts))));
    } catch (IOException | RuntimeException e) {
      abort(upload);
      throw e;
    }
  }

  private List<CompletedPart> sendParts(Path file, long size, String upload, Runnable wanted)
      throws IOException {
    long length = Math.max(PART, (size + MAX_PARTS - 1) / MAX_PARTS);
    List<CompletedPart> parts = new ArrayList<>();
    for (long at = 0; at < size; at += length) {
      wanted.run();
      int number = parts.size() + 1;
      long here = Math.min(length, size - at);
      try (FilePart part = new FilePart(file, at, here)) {
        String tag =
            bucket.call(
                () ->
                    client
                        .uploadPart(
                            r ->
                                r.bucket(bucket.name())
                                    .key(key)
                                    .uploadId(upload)
                                    .partNumber(number),
                            body(part, here))
                        .eTag());
        parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
      }
    }
    return parts;
  }

  private static RequestBody body(FilePart part, long length) {
    return RequestBody.fromContentProvider(part, length, TYPE);
  }

  /** What a crash, or a bucket that could not be told, has left of this blob, and costs room. */
  void abortOlder() {
    try {
      for (MultipartUpload older :
          client.listMultipartUploads(r -> r.bucket(bucket.name()).prefix(key)).uploads()) {
        if (older.key().equals(key)) {
          abort(older.uploadId());
        }
      }
    } catch (SdkException e) {
      // Whoever may write need not be allowed to list uploads.
      log.debug("uploads to bucket {} cannot be listed", bucket.name(), e);
    }
  }

  private void abort(String upload) {
    try {
      bucket.call(
          () ->
              client.abortMultipartUpload(r -> r.bucket(bucket.name()).key(key).uploadId(upload)));
    } catch (StoreUnavailableException e) {
      log.warn("an upload of {} to bucket {} cannot be given up", key, bucket.name(), e);
    }
  }
}
