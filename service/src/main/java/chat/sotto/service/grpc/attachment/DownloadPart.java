package chat.sotto.service.grpc.attachment;

/**
 * One message of a download, good until its call has been given it: the bytes are those of a buffer
 * that is filled again afterwards.
 */
final class DownloadPart {
  private final long size;
  private final long offset;
  private final byte[] buffer;
  private final int length;
  private final int crc32c;

  /**
   * A message.
   *
   * @param size the attachment's length in the first message, 0 in others
   * @param offset where the bytes begin
   * @param buffer has them at its beginning
   * @param length how many there are; 0 for a message without chunk
   * @param crc32c of them
   */
  DownloadPart(long size, long offset, byte[] buffer, int length, int crc32c) {
    this.size = size;
    this.offset = offset;
    this.buffer = buffer;
    this.length = length;
    this.crc32c = crc32c;
  }

  long size() {
    return size;
  }

  long offset() {
    return offset;
  }

  byte[] buffer() {
    return buffer;
  }

  int length() {
    return length;
  }

  int crc32c() {
    return crc32c;
  }
}
