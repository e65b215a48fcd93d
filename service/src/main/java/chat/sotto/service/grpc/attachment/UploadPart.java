package chat.sotto.service.grpc.attachment;

import chat.sotto.v1.UploadCommit;
import chat.sotto.v1.UploadHeader;
import com.google.protobuf.ByteString;

/** One message of an upload, as far as it could be read. */
sealed interface UploadPart {
  /** Says what is coming. */
  record Header(UploadHeader header) implements UploadPart {}

  /**
   * A stretch of bytes.
   *
   * @param offset where it begins
   * @param data refers to the bytes that came in
   * @param crc32c of the data, as its sender says
   */
  record Chunk(long offset, ByteString data, int crc32c) implements UploadPart {}

  /** The end. */
  record Commit(UploadCommit commit) implements UploadPart {}

  /** Bytes that are none of these. */
  record Malformed(String why) implements UploadPart {}
}
