package chat.sotto.benchmarks.attachments;

import com.google.common.io.ByteStreams;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The reference: a gRPC service that moves bytes and does nothing with them. One copy on the way
 * in, none on the way out; no protobuf, no checks, nothing sealed.
 */
final class RawStream {
  static final String SERVICE = "sotto.benchmarks.RawStream";

  /** As large as the chunks of an attachment on its way up. */
  static final int PUT_CHUNK = 256 * 1024;

  /** And down. */
  static final int GET_CHUNK = 128 * 1024;

  static final int FLOW_CONTROL_WINDOW = 1 << 20;

  /** The client sends chunks; the answer says, in a message of that length, how many came. */
  static final MethodDescriptor<byte[], byte[]> PUT = method("Put", MethodType.CLIENT_STREAMING);

  /** The client sends a decimal number of bytes; the server sends so many, in chunks. */
  static final MethodDescriptor<byte[], byte[]> GET = method("Get", MethodType.SERVER_STREAMING);

  private RawStream() {}

  private static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
    return MethodDescriptor.<byte[], byte[]>newBuilder()
        .setType(type)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
        .setRequestMarshaller(new Bytes())
        .setResponseMarshaller(new Bytes())
        .build();
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new Known(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        byte[] bytes = new byte[stream.available()];
        ByteStreams.readFully(stream, bytes);
        return bytes;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class Known extends ByteArrayInputStream implements KnownLength {
    Known(byte[] bytes) {
      super(bytes);
    }
  }
}
