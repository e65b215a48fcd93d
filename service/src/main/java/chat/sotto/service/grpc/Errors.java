package chat.sotto.service.grpc;

import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where failures become gRPC statuses (docs/protocol.md, section 9). What we did not
 * foresee is logged under an incident id, and the id is all that the peer learns.
 */
public final class Errors {
  /** The domain in every ErrorInfo. */
  public static final String DOMAIN = "sotto";

  private static final Logger log = LoggerFactory.getLogger(Errors.class);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int INCIDENT_BYTES = 6;
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private Errors() {}

  /** The status for a reason that needs nothing more than words. */
  public static StatusRuntimeException of(Reason reason, String message) {
    return from(RefusedException.of(reason, message));
  }

  /** The status for any failure. Logs it if it is our bug or the store's trouble. */
  public static StatusRuntimeException from(Throwable failure) {
    Optional<RefusedException> refused = RefusedException.from(failure);
    if (refused.isPresent()) {
      if (refused.get().reason() == Reason.STORE_UNAVAILABLE) {
        log.warn("the store is unavailable", failure);
      }
      return refusal(refused.get());
    }
    if (failure instanceof StatusRuntimeException status && isOurs(status.getTrailers())) {
      return status;
    }
    if (failure instanceof StatusException status && isOurs(status.getTrailers())) {
      return new StatusRuntimeException(status.getStatus(), status.getTrailers());
    }
    return incident(failure);
  }

  /** Whether a status was made here. */
  static boolean isOurs(@Nullable Metadata trailers) {
    return trailers != null && trailers.containsKey(DETAILS);
  }

  /** The reason that these trailers give; empty if they give none of ours. */
  static Optional<String> reason(Metadata trailers) {
    byte[] details = trailers.get(DETAILS);
    if (details == null) {
      return Optional.empty();
    }
    try {
      for (Any detail : com.google.rpc.Status.parseFrom(details).getDetailsList()) {
        if (detail.is(ErrorInfo.class)) {
          return Optional.of(detail.unpack(ErrorInfo.class).getReason());
        }
      }
    } catch (InvalidProtocolBufferException e) {
      log.error("a status of our own does not decode", e);
    }
    return Optional.empty();
  }

  private static StatusRuntimeException incident(Throwable cause) {
    byte[] id = new byte[INCIDENT_BYTES];
    RANDOM.nextBytes(id);
    String incident = HexFormat.of().formatHex(id);
    log.error("incident {}", incident, cause);
    return of(Reason.INTERNAL, "internal error; the server's log has it as incident " + incident);
  }

  private static StatusRuntimeException refusal(RefusedException refused) {
    com.google.rpc.Status.Builder status =
        com.google.rpc.Status.newBuilder()
            .setCode(code(refused.reason()).value())
            .setMessage(refused.getMessage())
            .addDetails(
                Any.pack(
                    ErrorInfo.newBuilder()
                        .setReason(refused.reason().name())
                        .setDomain(DOMAIN)
                        .build()));
    refused
        .field()
        .ifPresent(
            field ->
                status.addDetails(
                    Any.pack(
                        BadRequest.newBuilder()
                            .addFieldViolations(
                                BadRequest.FieldViolation.newBuilder()
                                    .setField(field)
                                    .setDescription(refused.getMessage()))
                            .build())));
    refused
        .retryAfter()
        .ifPresent(
            wait ->
                status.addDetails(
                    Any.pack(
                        RetryInfo.newBuilder()
                            .setRetryDelay(
                                Duration.newBuilder()
                                    .setSeconds(wait.getSeconds())
                                    .setNanos(wait.getNano()))
                            .build())));
    return StatusProto.toStatusRuntimeException(status.build());
  }

  private static Status.Code code(Reason reason) {
    return switch (reason) {
      case INVALID_FIELD,
          NAME_INVALID,
          MALFORMED_FRAME,
          HELLO_EXPECTED,
          POSITION_FROM_FUTURE,
          PAYLOAD_TOO_LARGE,
          CHUNK_MISPLACED ->
          Status.Code.INVALID_ARGUMENT;
      case BACKUP_UNAVAILABLE,
          BACKUP_RUNNING,
          CLIENT_TOO_OLD,
          CLIENT_TOO_NEW,
          CHAT_PENDING,
          CHAT_CLOSED,
          NOT_INVITED,
          DECLINED,
          UPLOAD_INCOMPLETE,
          ATTACHMENT_IN_USE ->
          Status.Code.FAILED_PRECONDITION;
      case TOKEN_UNKNOWN,
          TOKEN_EXPIRED,
          TOKEN_USED_UP,
          TOKEN_REQUIRED,
          REGISTRATION_CLOSED,
          SCOPE_REQUIRED,
          BLOCKED,
          NOT_YOURS,
          STATEMENT_REFUSED ->
          Status.Code.PERMISSION_DENIED;
      case NAME_TAKEN, DEVICE_EXISTS -> Status.Code.ALREADY_EXISTS;
      case WRONG_PASSWORD,
          WRONG_RECOVERY_CODE,
          TOO_MANY_ATTEMPTS,
          CERTIFICATE_REQUIRED,
          SESSION_REQUIRED,
          SESSION_INVALID,
          DEVICE_REVOKED,
          USER_DISABLED,
          ACCOUNT_DELETED,
          UNKNOWN_DEVICE ->
          Status.Code.UNAUTHENTICATED;
      case SLOW_DOWN, LIMIT_REACHED, QUOTA_EXCEEDED, ATTACHMENT_TOO_LARGE ->
          Status.Code.RESOURCE_EXHAUSTED;
      case USER_NOT_FOUND,
          CHAT_NOT_FOUND,
          ENTRY_NOT_FOUND,
          RECORD_NOT_FOUND,
          ATTACHMENT_NOT_FOUND,
          TARGET_NOT_FOUND ->
          Status.Code.NOT_FOUND;
      case STALE_HANDSHAKE, STALE_EPOCH, VERSION_CONFLICT, UPLOAD_SUPERSEDED -> Status.Code.ABORTED;
      case CHUNK_DAMAGED, DIGEST_MISMATCH -> Status.Code.DATA_LOSS;
      case STORE_UNAVAILABLE, BACKUP_FAILED, GOING_AWAY, TRANSFER_STALLED ->
          Status.Code.UNAVAILABLE;
      case NOT_OFFERED -> Status.Code.UNIMPLEMENTED;
      case INTERNAL -> Status.Code.INTERNAL;
    };
  }
}
