package chat.sotto.client.transport.capture;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Explains a failed call: the reasons of docs/protocol.md, section 9. */
final class ErrorExplainer {
  private static final int MAX_VIOLATIONS = 100;

  private ErrorExplainer() {}

  static Explanation explain(Status status) {
    Code code = Code.forNumber(status.getCode());
    Optional<ErrorInfo> info = detail(status, ErrorInfo.class);
    List<Explanation> fields =
        detail(status, BadRequest.class).stream()
            .flatMap(bad -> bad.getFieldViolationsList().stream())
            .limit(MAX_VIOLATIONS)
            .map(
                violation ->
                    Explanation.of("field", Facts.words(violation.getField()))
                        .and("why", Facts.words(violation.getDescription()))
                        .build())
            .toList();
    return Explanation.of("frame", "error")
        .and(
            "code",
            code == null
                ? Integer.toString(status.getCode())
                : code.name().toLowerCase(Locale.ROOT))
        .and("text", Facts.words(status.getMessage()))
        .and("reason", info.map(found -> Facts.words(found.getReason())).orElse(null))
        .and("domain", info.map(found -> Facts.words(found.getDomain())).orElse(null))
        .and("fields", fields)
        .and(
            "retry_after_ms",
            detail(status, RetryInfo.class)
                .filter(retry -> Durations.isValid(retry.getRetryDelay()))
                .map(retry -> Durations.toMillis(retry.getRetryDelay()))
                .orElse(null))
        .build();
  }

  private static <M extends Message> Optional<M> detail(Status status, Class<M> type) {
    for (Any detail : status.getDetailsList()) {
      if (detail.is(type)) {
        try {
          return Optional.of(detail.unpack(type));
        } catch (InvalidProtocolBufferException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }
}
