package chat.sotto.service.grpc.attachment;

import chat.sotto.v1.AttachmentChunk;
import chat.sotto.v1.DownloadResponse;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;

/**
 * Writes messages of a download: bytes go from the buffer into the transport's, and nowhere else.
 */
final class DownloadPartMarshaller implements MethodDescriptor.Marshaller<DownloadPart> {
  @Override
  public InputStream stream(DownloadPart part) {
    try {
      return part.length() == 0
          ? new PartInputStream(size(part), new byte[0], 0, new byte[0])
          : new PartInputStream(head(part), part.buffer(), part.length(), tail(part));
    } catch (IOException e) {
      throw new IllegalStateException("an array of the right size cannot overflow", e);
    }
  }

  @Override
  public DownloadPart parse(InputStream stream) {
    throw new UnsupportedOperationException("a server does not read what servers say");
  }

  private static byte[] size(DownloadPart part) throws IOException {
    byte[] bytes = new byte[sizeLength(part)];
    writeSize(CodedOutputStream.newInstance(bytes), part);
    return bytes;
  }

  private static int sizeLength(DownloadPart part) {
    return part.size() == 0
        ? 0
        : CodedOutputStream.computeUInt64Size(DownloadResponse.SIZE_FIELD_NUMBER, part.size());
  }

  private static void writeSize(CodedOutputStream out, DownloadPart part) throws IOException {
    if (part.size() != 0) {
      out.writeUInt64(DownloadResponse.SIZE_FIELD_NUMBER, part.size());
    }
  }

  /** Everything before the bytes: what comes first of the chunk, and its length. */
  private static byte[] head(DownloadPart part) throws IOException {
    int before =
        CodedOutputStream.computeUInt64Size(AttachmentChunk.OFFSET_FIELD_NUMBER, part.offset())
            + CodedOutputStream.computeTagSize(AttachmentChunk.DATA_FIELD_NUMBER)
            + CodedOutputStream.computeUInt32SizeNoTag(part.length());
    int chunk = before + part.length() + tailLength(part);
    byte[] bytes =
        new byte
            [sizeLength(part)
                + CodedOutputStream.computeTagSize(DownloadResponse.CHUNK_FIELD_NUMBER)
                + CodedOutputStream.computeUInt32SizeNoTag(chunk)
                + before];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    writeSize(out, part);
    out.writeTag(DownloadResponse.CHUNK_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt32NoTag(chunk);
    out.writeUInt64(AttachmentChunk.OFFSET_FIELD_NUMBER, part.offset());
    out.writeTag(AttachmentChunk.DATA_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt32NoTag(part.length());
    out.checkNoSpaceLeft();
    return bytes;
  }

  private static int tailLength(DownloadPart part) {
    return CodedOutputStream.computeFixed32Size(AttachmentChunk.CRC32C_FIELD_NUMBER, part.crc32c());
  }

  private static byte[] tail(DownloadPart part) throws IOException {
    byte[] bytes = new byte[tailLength(part)];
    CodedOutputStream.newInstance(bytes)
        .writeFixed32(AttachmentChunk.CRC32C_FIELD_NUMBER, part.crc32c());
    return bytes;
  }
}
