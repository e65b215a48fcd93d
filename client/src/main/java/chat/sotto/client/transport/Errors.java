package chat.sotto.client.transport;

import chat.sotto.client.model.Failure;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns what gRPC reports into the typed failures of docs/protocol.md, section 9, and those that
 * never reached a server.
 */
final class Errors {

  private static final String DOMAIN = "sotto";

  /** What a reason looks like (google.rpc.ErrorInfo), also one that only newer servers know. */
  private static final Pattern REASON = Pattern.compile("[A-Z][A-Z0-9_]{0,61}[A-Z0-9]");

  /** Of what a server says, in characters: a sentence, and not a screen full. */
  private static final int MAX_DESCRIPTION = 500;

  private final Endpoint endpoint;

  /** Failures of calls to the listener at that endpoint. */
  Errors(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /** The failure that a call ended with. */
  SottoException of(Throwable failure) {
    if (failure instanceof SottoException known) {
      return known;
    }
    Status status = Status.fromThrowable(failure);
    com.google.rpc.@Nullable Status details = StatusProto.fromThrowable(failure);
    List<Any> parts = details == null ? List.of() : details.getDetailsList();
    Optional<ErrorInfo> info =
        find(parts, ErrorInfo.class)
            .filter(found -> found.getDomain().equals(DOMAIN))
            .filter(found -> REASON.matcher(found.getReason()).matches());
    SottoException result =
        info.map(found -> stated(found, status, parts))
            .orElseGet(() -> unstated(status, status.getCause()));
    return result.cause(failure);
  }

  /** A failure that the server explained. */
  private static SottoException stated(ErrorInfo info, Status status, List<Any> parts) {
    SottoException result =
        SottoException.named(info.getReason(), failure(status.getCode()), description(status));
    Optional<String> field =
        find(parts, BadRequest.class)
            .filter(bad -> bad.getFieldViolationsCount() > 0)
            .map(bad -> bad.getFieldViolations(0).getField());
    if (field.isPresent()) {
      result = result.field(field.get());
    }
    if (result.is(Reason.UNKNOWN_DEVICE)) {
      result =
          result.hint(
              "the server may have been restored from a backup made before you registered; ask for a"
                  + " join link, and register in another directory: sotto --profile DIR register"
                  + " --join LINK --username NAME");
    }
    Optional<Duration> wait =
        find(parts, RetryInfo.class)
            .map(
                retry ->
                    Duration.ofSeconds(
                        retry.getRetryDelay().getSeconds(), retry.getRetryDelay().getNanos()));
    if (wait.isPresent()) {
      result = result.hint("try again in " + Math.max(1, wait.get().toSeconds()) + " s");
    }
    return result;
  }

  /** A failure on the way: what the connection's end itself tells. */
  private SottoException unstated(Status status, @Nullable Throwable cause) {
    return switch (status.getCode()) {
      case UNAVAILABLE -> ConnectionFailure.explain(endpoint, cause);
      case DEADLINE_EXCEEDED ->
          new SottoException(
                  Reason.TIMED_OUT, "the server at " + endpoint + " did not answer in time")
              .hint("check the network and try again");
      case CANCELLED -> new SottoException(Reason.SERVER_UNREACHABLE, "the connection was closed");
      case UNIMPLEMENTED ->
          new SottoException(Reason.NOT_OFFERED, "this server does not offer the call")
              .hint("it may be older than this program");
      default ->
          SottoException.named(
              status.getCode().name(), failure(status.getCode()), description(status));
    };
  }

  private static String description(Status status) {
    String text = status.getDescription();
    return text == null ? "the server answered " + status.getCode() : bounded(text);
  }

  /** What a server says, cut where it goes on and on. */
  static String bounded(String text) {
    return text.codePointCount(0, text.length()) <= MAX_DESCRIPTION
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MAX_DESCRIPTION)) + "…";
  }

  /** DESIGN 7's table from statuses to exit codes, for reasons that this version does not know. */
  private static Failure failure(Status.Code code) {
    return switch (code) {
      case INVALID_ARGUMENT -> Failure.USAGE;
      case UNAUTHENTICATED -> Failure.NOT_AUTHENTICATED;
      case NOT_FOUND -> Failure.NOT_FOUND;
      case FAILED_PRECONDITION, PERMISSION_DENIED, ALREADY_EXISTS, RESOURCE_EXHAUSTED ->
          Failure.REFUSED;
      case UNAVAILABLE, DEADLINE_EXCEEDED -> Failure.UNREACHABLE;
      default -> Failure.FAILED;
    };
  }

  private static <M extends com.google.protobuf.Message> Optional<M> find(
      List<Any> parts, Class<M> type) {
    for (Any part : parts) {
      if (part.is(type)) {
        try {
          return Optional.of(part.unpack(type));
        } catch (InvalidProtocolBufferException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }
}
