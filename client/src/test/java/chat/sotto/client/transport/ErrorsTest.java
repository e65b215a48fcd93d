package chat.sotto.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.client.model.Failure;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorsTest {

  private final Errors errors = new Errors(new Endpoint("127.0.0.1", 7443));

  private static StatusRuntimeException stated(Code code, String message, Message... details) {
    com.google.rpc.Status.Builder status =
        com.google.rpc.Status.newBuilder().setCode(code.getNumber()).setMessage(message);
    for (Message detail : details) {
      status.addDetails(Any.pack(detail));
    }
    return StatusProto.toStatusRuntimeException(status.build());
  }

  private static ErrorInfo info(String reason) {
    return ErrorInfo.newBuilder().setDomain("sotto").setReason(reason).build();
  }

  @Test
  void of_statedReason_keepsReasonMessageAndField() {
    SottoException found =
        errors.of(
            stated(
                Code.INVALID_ARGUMENT,
                "too long",
                info("INVALID_FIELD"),
                BadRequest.newBuilder()
                    .addFieldViolations(
                        BadRequest.FieldViolation.newBuilder().setField("device_name"))
                    .build()));

    assertThat(found.is(Reason.INVALID_FIELD)).isTrue();
    assertThat(found.failure()).isEqualTo(Failure.USAGE);
    assertThat(found.field()).contains("device_name");
    assertThat(found).hasMessage("too long");
  }

  @Test
  void of_slowDown_hintsHowLong() {
    SottoException found =
        errors.of(
            stated(
                Code.RESOURCE_EXHAUSTED,
                "too many attempts",
                info("SLOW_DOWN"),
                RetryInfo.newBuilder().setRetryDelay(Duration.newBuilder().setSeconds(8)).build()));

    assertThat(found.is(Reason.SLOW_DOWN)).isTrue();
    assertThat(found.hint()).contains("try again in 8 s");
  }

  @Test
  void of_reasonOfANewerServer_takesTheFailureFromTheStatus() {
    SottoException found = errors.of(stated(Code.NOT_FOUND, "no such planet", info("NO_PLANET")));

    assertThat(found.reason()).isEqualTo("NO_PLANET");
    assertThat(found.failure()).isEqualTo(Failure.NOT_FOUND);
  }

  @Test
  void of_anotherDomainsReason_isNotTakenForOurs() {
    SottoException found =
        errors.of(
            stated(
                Code.PERMISSION_DENIED,
                "no",
                ErrorInfo.newBuilder().setDomain("proxy").setReason("WRONG_PASSWORD").build()));

    assertThat(found.is(Reason.WRONG_PASSWORD)).isFalse();
    assertThat(found.failure()).isEqualTo(Failure.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "lower_case", "A", "BELL\u0007", "TWO WORDS", "NO_PLANET\n"})
  void of_reasonThatLooksLikeNone_takesTheStatus(String reason) {
    SottoException found = errors.of(stated(Code.NOT_FOUND, "no", info(reason)));

    assertThat(found.reason()).isEqualTo("NOT_FOUND");
    assertThat(found.failure()).isEqualTo(Failure.NOT_FOUND);
  }

  @Test
  void of_endlessDescription_isCut() {
    SottoException found =
        errors.of(stated(Code.NOT_FOUND, "\uD83D\uDE00".repeat(501), info("NO_PLANET")));

    assertThat(found).hasMessage("\uD83D\uDE00".repeat(500) + "…");
    assertThat(errors.of(stated(Code.NOT_FOUND, "x".repeat(500), info("NO_PLANET"))))
        .hasMessage("x".repeat(500));
  }

  @Test
  void rejection_endlessDetail_isCut() {
    assertThat(new Rejection(Reason.BLOCKED, "x".repeat(501), 0).toException())
        .hasMessage("x".repeat(500) + "…");
  }

  @Test
  void of_connectionRefused_isUnreachableAndNamesTheEndpoint() {
    SottoException found = errors.of(unavailable(new ConnectException("Connection refused")));

    assertThat(found.is(Reason.SERVER_UNREACHABLE)).isTrue();
    assertThat(found).hasMessageContaining("127.0.0.1:7443");
  }

  @Test
  void of_unknownHost_isUnreachableAndNamesTheHost() {
    SottoException found = errors.of(unavailable(new UnknownHostException("nowhere.invalid")));

    assertThat(found.is(Reason.SERVER_UNREACHABLE)).isTrue();
    assertThat(found).hasMessageContaining("not known");
  }

  @Test
  void of_expiredCertificateAlert_saysSo() {
    SottoException found =
        errors.of(
            unavailable(
                new SSLHandshakeException(
                    "error:10000415:SSL routines:OPENSSL_internal:SSLV3_ALERT_CERTIFICATE_EXPIRED")));

    assertThat(found.is(Reason.CERTIFICATE_EXPIRED)).isTrue();
    assertThat(found.failure()).isEqualTo(Failure.NOT_AUTHENTICATED);
  }

  @Test
  void of_foreignCertificateAlert_isNoExpiry() {
    SottoException found =
        errors.of(
            unavailable(
                new SSLHandshakeException(
                    "error:10000418:SSL routines:OPENSSL_internal:TLSV1_ALERT_UNKNOWN_CA")));

    assertThat(found.is(Reason.CERTIFICATE_REQUIRED)).isTrue();
  }

  @Test
  void of_deadline_isTimedOut() {
    SottoException found = errors.of(Status.DEADLINE_EXCEEDED.asRuntimeException());

    assertThat(found.is(Reason.TIMED_OUT)).isTrue();
    assertThat(found.failure()).isEqualTo(Failure.UNREACHABLE);
  }

  private static StatusRuntimeException unavailable(Exception cause) {
    return Status.UNAVAILABLE.withDescription("io exception").withCause(cause).asRuntimeException();
  }
}
