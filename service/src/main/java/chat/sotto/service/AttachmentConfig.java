package chat.sotto.service;

import chat.sotto.service.store.blob.BlobStores;
import chat.sotto.service.usecase.attachment.AttachmentLimits;
import java.util.Optional;

/**
 * What an operator decides about attachments.
 *
 * @param limits how much people may attach
 * @param bytes where their bytes lie: {@code memory}; {@code file:} and a path; or a bucket, {@code
 *     s3://BUCKET/PREFIX?endpoint=URL&region=NAME}; empty: in the data folder, or in memory where
 *     the store lies there
 */
public record AttachmentConfig(AttachmentLimits limits, Optional<String> bytes) {
  /** 2 GiB an attachment, 10 GiB a user, beside the store. */
  public static final AttachmentConfig DEFAULT =
      new AttachmentConfig(AttachmentLimits.DEFAULT, Optional.empty());

  /** What the URL of a folder begins with. */
  public static final String FILE = "file:";

  /**
   * Whether bytes can lie in a place: how its URL is written, not whether it is there.
   *
   * @throws IllegalArgumentException if not, saying why, without repeating what may be a secret
   */
  public static void checkUrl(String url) {
    BlobStores.check(url);
  }

  /** This with another size of the largest attachment. */
  public AttachmentConfig withMaxSize(long size) {
    return new AttachmentConfig(new AttachmentLimits(size, limits.quota()), bytes);
  }

  /** This with another room for each user. */
  public AttachmentConfig withQuota(long quota) {
    return new AttachmentConfig(new AttachmentLimits(limits.maxSize(), quota), bytes);
  }

  /** This with another place for the bytes. */
  public AttachmentConfig withBytes(String url) {
    return new AttachmentConfig(limits, Optional.of(url));
  }
}
