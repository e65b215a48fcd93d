package chat.sotto.service.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.service.store.StoreUnavailableException;
import chat.sotto.service.support.CapturedLog;
import chat.sotto.service.support.Refused;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What peers are told about failures. */
class ErrorsTest {
  @ParameterizedTest
  @EnumSource(Reason.class)
  void from_anyReason_carriesItByName(Reason reason) {
    Refused refused = Refused.of(Errors.of(reason, "why"));

    assertThat(refused.reason()).isEqualTo(reason.name());
    assertThat(refused.code()).isNotIn(Status.Code.OK, Status.Code.UNKNOWN);
  }

  @Test
  void from_invalidField_namesTheField() {
    Refused refused = Refused.of(Errors.from(RefusedException.invalidField("csr", "is bad")));

    assertThat(refused)
        .isEqualTo(new Refused(Status.Code.INVALID_ARGUMENT, "INVALID_FIELD", "csr", 0));
  }

  @Test
  void from_slowDown_saysHowLong() {
    Refused refused = Refused.of(Errors.from(RefusedException.slowDown(Duration.ofMillis(1500))));

    assertThat(refused)
        .isEqualTo(new Refused(Status.Code.RESOURCE_EXHAUSTED, "SLOW_DOWN", "", 1500));
  }

  @Test
  void from_storeUnavailable_insideAFuture_isUnavailable() {
    Refused refused =
        Refused.of(
            Errors.from(new CompletionException(new StoreUnavailableException("disk full"))));

    assertThat(refused.reason()).isEqualTo("STORE_UNAVAILABLE");
    assertThat(refused.code()).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void from_bug_tellsAnIncidentAndNothingElse() {
    try (CapturedLog log = new CapturedLog()) {
      StatusRuntimeException status =
          Errors.from(new IllegalStateException("table accounts has no column secret"));

      assertThat(Refused.of(status).reason()).isEqualTo("INTERNAL");
      String message = String.valueOf(status.getStatus().getDescription());
      assertThat(message).doesNotContain("accounts", "IllegalState", "chat.sotto");
      String incident = message.substring(message.lastIndexOf(' ') + 1);
      assertThat(incident).matches("[0-9a-f]{12}");
      assertThat(log.lines()).contains("incident " + incident);
    }
  }
}
