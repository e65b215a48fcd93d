package chat.sotto.service.grpc;

import chat.sotto.service.session.StreamFailure;
import chat.sotto.service.usecase.Reason;
import io.grpc.StatusRuntimeException;

/** What a stream's end is called on the wire. */
public final class StreamFailures {
  private StreamFailures() {}

  /** The status that ends a stream. */
  public static StatusRuntimeException status(StreamFailure failure) {
    return Errors.of(reason(failure), words(failure));
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
