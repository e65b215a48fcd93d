package chat.sotto.service.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A refusal as a client sees it. */
public record Refused(Status.Code code, String reason, String field, long retryMillis) {

  /** Runs a call that must be refused. */
  public static Refused by(ThrowingCallable call) {
    return of(catchThrowable(call));
  }

  public static Refused of(@org.jspecify.annotations.Nullable Throwable failure) {
    assertThat(failure).isInstanceOf(StatusRuntimeException.class);
    com.google.rpc.Status status =
        Optional.ofNullable(StatusProto.fromThrowable(failure))
            .orElseThrow(() -> new AssertionError("no details", failure));
    ErrorInfo info = find(status, ErrorInfo.class).orElseThrow();
    assertThat(info.getDomain()).isEqualTo("sotto");
    return new Refused(
        Status.fromCodeValue(status.getCode()).getCode(),
        info.getReason(),
        find(status, BadRequest.class)
            .map(request -> request.getFieldViolations(0).getField())
            .orElse(""),
        find(status, RetryInfo.class)
            .map(
                retry ->
                    retry.getRetryDelay().getSeconds() * 1000
                        + retry.getRetryDelay().getNanos() / 1_000_000)
            .orElse(0L));
  }

  private static <T extends Message> Optional<T> find(com.google.rpc.Status status, Class<T> type) {
    for (Any detail : status.getDetailsList()) {
      if (detail.is(type)) {
        try {
          return Optional.of(detail.unpack(type));
        } catch (InvalidProtocolBufferException e) {
          throw new AssertionError(e);
        }
      }
    }
    return Optional.empty();
  }
}
