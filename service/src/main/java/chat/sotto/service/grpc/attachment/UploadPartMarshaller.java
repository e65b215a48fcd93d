package chat.sotto.service.grpc.attachment;

import chat.sotto.v1.AttachmentChunk;
import chat.sotto.v1.UploadCommit;
import chat.sotto.v1.UploadHeader;
import chat.sotto.v1.UploadRequest;
import com.google.common.io.ByteStreams;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages of an upload. The data of a chunk is not copied out of the bytes that came in:
 * they are copied once, out of the transport's buffers.
 */
final class UploadPartMarshaller implements MethodDescriptor.Marshaller<UploadPart> {
  private static final int HEADER =
      tag(UploadRequest.HEADER_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
  private static final int CHUNK =
      tag(UploadRequest.CHUNK_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
  private static final int COMMIT =
      tag(UploadRequest.COMMIT_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
  private static final int OFFSET =
      tag(AttachmentChunk.OFFSET_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);
  private static final int DATA =
      tag(AttachmentChunk.DATA_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
  private static final int CRC =
      tag(AttachmentChunk.CRC32C_FIELD_NUMBER, WireFormat.WIRETYPE_FIXED32);

  private static int tag(int field, int type) {
    return field << 3 | type;
  }

  @Override
  public InputStream stream(UploadPart value) {
    throw new UnsupportedOperationException("a server does not write what clients say");
  }

  @Override
  public UploadPart parse(InputStream stream) {
    byte[] bytes;
    try {
      bytes = read(stream);
    } catch (IOException e) {
      throw Status.INTERNAL
          .withDescription("a message could not be read")
          .withCause(e)
          .asRuntimeException();
    }
    try {
      return parse(bytes);
    } catch (InvalidProtocolBufferException e) {
      return new UploadPart.Malformed(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new UploadPart.Malformed("truncated");
    }
  }

  /** Once into an array of the right size, where that is known. */
  private static byte[] read(InputStream stream) throws IOException {
    if (!(stream instanceof KnownLength)) {
      return ByteStreams.toByteArray(stream);
    }
    byte[] bytes = new byte[stream.available()];
    ByteStreams.readFully(stream, bytes);
    return bytes;
  }

  /** Takes over the bytes: a chunk refers to them. */
  private static UploadPart parse(byte[] bytes) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    @Nullable UploadPart part = null;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag != HEADER && tag != CHUNK && tag != COMMIT) {
        if (!in.skipField(tag)) {
          return new UploadPart.Malformed("a group ends that never began");
        }
      } else if (part != null) {
        return new UploadPart.Malformed("two parts in a message");
      } else {
        part = part(tag, in, bytes);
      }
    }
    return part == null ? new UploadPart.Malformed("a message of no known kind") : part;
  }

  private static UploadPart part(int tag, CodedInputStream in, byte[] bytes) throws IOException {
    ExtensionRegistryLite none = ExtensionRegistryLite.getEmptyRegistry();
    if (tag == HEADER) {
      return new UploadPart.Header(in.readMessage(UploadHeader.parser(), none));
    }
    if (tag == COMMIT) {
      return new UploadPart.Commit(in.readMessage(UploadCommit.parser(), none));
    }
    int outer = in.pushLimit(in.readRawVarint32());
    UploadPart chunk = chunk(in, bytes);
    in.popLimit(outer);
    return chunk;
  }

  private static UploadPart chunk(CodedInputStream in, byte[] bytes) throws IOException {
    long offset = 0;
    ByteString data = ByteString.EMPTY;
    int crc = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == OFFSET) {
        offset = in.readUInt64();
      } else if (tag == DATA) {
        int length = in.readRawVarint32();
        int start = in.getTotalBytesRead();
        in.skipRawBytes(length);
        data = UnsafeByteOperations.unsafeWrap(bytes, start, length);
      } else if (tag == CRC) {
        crc = in.readFixed32();
      } else if (!in.skipField(tag)) {
        return new UploadPart.Malformed("a group ends that never began");
      }
    }
    return new UploadPart.Chunk(offset, data, crc);
  }
}
