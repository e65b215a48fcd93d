package chat.sotto.client.transport;

import chat.sotto.v1.AttachmentServiceGrpc;
import chat.sotto.v1.DownloadRequest;
import chat.sotto.v1.DownloadResponse;
import com.google.common.io.ByteStreams;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads what comes down, where gRPC's own marshaller would copy a chunk's bytes once more: here the
 * message refers to those that were read for it.
 */
final class DownloadMarshaller implements MethodDescriptor.Marshaller<DownloadResponse> {
  /** {@code Download}, read so. */
  static final MethodDescriptor<DownloadRequest, DownloadResponse> METHOD =
      AttachmentServiceGrpc.getDownloadMethod().toBuilder()
          .setResponseMarshaller(new DownloadMarshaller())
          .build();

  @Override
  public InputStream stream(DownloadResponse value) {
    return value.toByteString().newInput();
  }

  @Override
  public DownloadResponse parse(InputStream stream) {
    try {
      CodedInputStream in = UnsafeByteOperations.unsafeWrap(read(stream)).newCodedInput();
      in.enableAliasing(true);
      return DownloadResponse.parseFrom(in, ExtensionRegistryLite.getEmptyRegistry());
    } catch (IOException e) {
      throw Status.INTERNAL
          .withDescription("the server sent what is no message")
          .withCause(e)
          .asRuntimeException();
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
}
