package chat.sotto.service.grpc.chat;

import chat.sotto.service.grpc.Errors;
import chat.sotto.service.session.EncodedFrame;
import chat.sotto.service.session.StreamFailure;
import chat.sotto.service.session.StreamTransport;
import chat.sotto.service.usecase.Reason;
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
    refuse(RefusedException.of(reason(failure), words(failure)));
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

  private static Reason reason(StreamFailure failure) {
    return switch (failure) {
      case HELLO_EXPECTED -> Reason.HELLO_EXPECTED;
      // Not the client's fault, who has renewed it by now or does so to connect again.
      case CERTIFICATE_EXPIRED -> Reason.GOING_AWAY;
      case SESSION_INVALID -> Reason.SESSION_INVALID;
      case DEVICE_REVOKED -> Reason.DEVICE_REVOKED;
      case USER_DISABLED -> Reason.USER_DISABLED;
      case ACCOUNT_DELETED -> Reason.ACCOUNT_DELETED;
      case GOING_AWAY -> Reason.GOING_AWAY;
      case POSITION_FROM_FUTURE -> Reason.POSITION_FROM_FUTURE;
      case STORE_UNAVAILABLE -> Reason.STORE_UNAVAILABLE;
      case INTERNAL -> Reason.INTERNAL;
    };
  }

  private static String words(StreamFailure failure) {
    return switch (failure) {
      case HELLO_EXPECTED -> "no Hello has come in time";
      case CERTIFICATE_EXPIRED -> "the connection's certificate has expired; connect again";
      case SESSION_INVALID -> "the session has ended; log in again";
      case DEVICE_REVOKED -> "this device was revoked";
      case USER_DISABLED -> "this user is disabled";
      case ACCOUNT_DELETED -> "this account was deleted";
      case GOING_AWAY -> "the server is going away; connect again";
      case POSITION_FROM_FUTURE -> "a position lies beyond the end of its log";
      case STORE_UNAVAILABLE -> "the store is unavailable; connect again later";
      case INTERNAL -> "internal error; the server's log has it";
    };
  }
}
