package chat.sotto.service.grpc;

import chat.sotto.service.usecase.RefusedException;
import chat.sotto.v1.EnrollmentServiceGrpc;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * Refuses clients of another protocol version, by the version that they send with every call. Who
 * sends none, as tools that are no client of ours do, is taken to speak ours. {@code GetServerInfo}
 * is answered to all: it is where a client learns which version it needs.
 */
final class ProtocolInterceptor implements ServerInterceptor {
  static final Metadata.Key<String> VERSION =
      Metadata.Key.of("sotto-protocol", Metadata.ASCII_STRING_MARSHALLER);

  private static final int MAX_DIGITS = 10;
  private static final String FREE =
      EnrollmentServiceGrpc.getGetServerInfoMethod().getFullMethodName();

  private final ProtocolRange range;

  ProtocolInterceptor(ProtocolRange range) {
    this.range = range;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String version = headers.get(VERSION);
    if (version != null && !call.getMethodDescriptor().getFullMethodName().equals(FREE)) {
      range.require(number(version));
    }
    Context context = Context.current().withValue(Callers.PROTOCOL, range);
    return Contexts.interceptCall(context, call, headers, next);
  }

  private static int number(@Nullable String version) {
    if (version != null && version.length() <= MAX_DIGITS) {
      try {
        return Integer.parseUnsignedInt(version);
      } catch (NumberFormatException e) {
        // Said below.
      }
    }
    throw RefusedException.invalidField(VERSION.name(), "must be a number");
  }
}
