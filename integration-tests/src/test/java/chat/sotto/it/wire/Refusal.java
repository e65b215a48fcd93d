package chat.sotto.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** How a call failed: its status with the details that the protocol promises (section 9). */
public record Refusal(Status status, Metadata trailers) {
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  /** Makes a call that must fail. */
  public static Refusal of(ThrowingCallable call) {
    Throwable failure = catchThrowable(call);
    assertThat(failure).as("the call must be refused").isInstanceOf(StatusRuntimeException.class);
    StatusRuntimeException refused = (StatusRuntimeException) failure;
    Metadata trailers = refused.getTrailers();
    return new Refusal(refused.getStatus(), trailers == null ? new Metadata() : trailers);
  }

  /** Checks status, reason and domain. */
  public Refusal is(Status.Code code, String reason) {
    assertThat(status.getCode()).as("status of %s", this).isEqualTo(code);
    ErrorInfo info = detail(ErrorInfo.class);
    assertThat(info).as("ErrorInfo of %s", this).isNotNull();
    assertThat(info.getReason()).isEqualTo(reason);
    assertThat(info.getDomain()).isEqualTo("sotto");
    assertThat(status.getDescription()).as("words for people").isNotBlank();
    return this;
  }

  /** Checks that the bad field is named. */
  public Refusal naming(String field) {
    BadRequest bad = detail(BadRequest.class);
    assertThat(bad).as("BadRequest of %s", this).isNotNull();
    assertThat(bad.getFieldViolationsList())
        .extracting(BadRequest.FieldViolation::getField)
        .containsExactly(field);
    return this;
  }

  /** How long the server wants to be left alone; fails when it does not say. */
  public Duration retryAfter() {
    RetryInfo retry = detail(RetryInfo.class);
    assertThat(retry).as("RetryInfo of %s", this).isNotNull();
    return Duration.ofSeconds(retry.getRetryDelay().getSeconds(), retry.getRetryDelay().getNanos());
  }

  /** Everything that the peer sees of it, byte for byte. */
  public List<Object> bytes() {
    byte[] details = trailers.get(DETAILS);
    return List.of(
        status.getCode(),
        String.valueOf(status.getDescription()),
        details == null ? "" : java.util.HexFormat.of().formatHex(details));
  }

  private <T extends Message> @Nullable T detail(Class<T> type) {
    com.google.rpc.Status rich = StatusProto.fromStatusAndTrailers(status, trailers);
    for (Any any : rich.getDetailsList()) {
      if (any.is(type)) {
        try {
          return any.unpack(type);
        } catch (InvalidProtocolBufferException e) {
          throw new AssertionError(e);
        }
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return status + " " + StatusProto.fromStatusAndTrailers(status, trailers).getDetailsList();
  }
}
