package chat.sotto.service.usecase.attachment;

/**
 * What the operator lets people store.
 *
 * @param maxSize the largest attachment, in bytes
 * @param quota what all attachments of a user may come to, in bytes
 */
public record AttachmentLimits(long maxSize, long quota) {
  /** What a server has that is told nothing else: 2 GiB, 10 GiB. */
  public static final AttachmentLimits DEFAULT = new AttachmentLimits(2L << 30, 10L << 30);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is less than 1
   */
  public AttachmentLimits {
    if (maxSize < 1 || quota < 1) {
      throw new IllegalArgumentException("attachments have at least 1 byte");
    }
  }
}
