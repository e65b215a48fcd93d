package chat.sotto.service.grpc.chat;

import chat.sotto.v1.ClientFrame;
import chat.sotto.v1.ConnectRequest;
import com.google.common.io.ByteStreams;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a client's stream message. Payloads are not copied out of the bytes that came in. What is
 * no {@link ConnectRequest} becomes {@link ClientMessage.Malformed}; frames are counted while they
 * are read, and unknown fields dropped, so a message never becomes much larger than its bytes.
 */
final class ClientMessageMarshaller implements MethodDescriptor.Marshaller<ClientMessage> {
  private static final int FRAMES_TAG =
      ConnectRequest.FRAMES_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  private static final Parser<ClientFrame> FRAME =
      DiscardUnknownFieldsParser.wrap(ClientFrame.parser());

  @Override
  public InputStream stream(ClientMessage value) {
    throw new UnsupportedOperationException("a server does not write what clients say");
  }

  @Override
  public ClientMessage parse(InputStream stream) {
    byte[] bytes;
    try {
      bytes = ByteStreams.toByteArray(stream);
    } catch (IOException e) {
      throw Status.INTERNAL
          .withDescription("a message could not be read")
          .withCause(e)
          .asRuntimeException();
    }
    try {
      return parse(bytes);
    } catch (InvalidProtocolBufferException e) {
      return new ClientMessage.Malformed(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new ClientMessage.Malformed("truncated");
    }
  }

  /** Takes over the bytes: the frames refer to them. */
  private static ClientMessage parse(byte[] bytes) throws IOException {
    CodedInputStream in = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
    in.enableAliasing(true);
    List<ClientFrame> frames = new ArrayList<>();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag != FRAMES_TAG) {
        if (!in.skipField(tag)) {
          return new ClientMessage.Malformed("a group ends that never began");
        }
      } else if (frames.size() == ClientMessage.MAX_FRAMES) {
        return new ClientMessage.Malformed("more than 256 frames in a message");
      } else {
        frames.add(in.readMessage(FRAME, ExtensionRegistryLite.getEmptyRegistry()));
      }
    }
    return frames.isEmpty()
        ? new ClientMessage.Malformed("a message without frames")
        : new ClientMessage.Frames(frames);
  }
}
