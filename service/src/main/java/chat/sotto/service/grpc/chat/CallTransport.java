package chat.sotto.service.grpc.chat;

import chat.sotto.service.grpc.Errors;
import chat.sotto.service.grpc.StreamFailures;
import chat.sotto.service.session.EncodedFrame;
import chat.sotto.service.session.StreamFailure;
import chat.sotto.service.session.StreamTransport;
import chat.sotto.service.usecase.RefusedException;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;

/** A gRPC call as a stream's transport. Confined to the stream's executor. */
final class CallTransport implements StreamTransport {
  private final ServerCall<ClientMessage, ServerMessage> call;

  CallTransport(ServerCall<ClientMessage, ServerMessage> call) {
    this.call = call;
  }

  @Override
  public boolean isReady() {
    return call.isReady();
  }

  @Override
  public void send(List<EncodedFrame> frames) {
    call.sendMessage(new ServerMessage(frames));
  }

  @Override
  public void requestMessage() {
    call.request(1);
  }

  @Override
  public void complete() {
    call.close(Status.OK, new Metadata());
  }

  @Override
  public void fail(StreamFailure failure) {
    end(StreamFailures.status(failure));
  }

  /** Ends the stream because of what the client did. */
  void refuse(RefusedException refused) {
    end(Errors.from(refused));
  }

  /** Ends the stream with a status that is made already. */
  void end(StatusRuntimeException status) {
    Metadata trailers = status.getTrailers();
    call.close(status.getStatus(), trailers == null ? new Metadata() : trailers);
  }
}
