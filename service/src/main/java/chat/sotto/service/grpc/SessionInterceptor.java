package chat.sotto.service.grpc;

import chat.sotto.service.domain.Scope;
import chat.sotto.service.domain.SessionRecord;
import chat.sotto.service.domain.TokenHash;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.account.CheckSession;
import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Base64;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets a call through if it brings the session that its method needs. */
final class SessionInterceptor implements ServerInterceptor {
  static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final String SCHEME = "Bearer ";
  private static final int TOKEN_BYTES = 32;
  private static final int TOKEN_CHARS = 43;

  private final CheckSession check;
  private final Function<MethodDescriptor<?, ?>, Access> access;

  SessionInterceptor(CheckSession check, Function<MethodDescriptor<?, ?>, Access> access) {
    this.check = check;
    this.access = access;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Access needed = access.apply(call.getMethodDescriptor());
    if (needed == Access.DEVICE) {
      return next.startCall(call, headers);
    }
    Scope scope = needed == Access.OPERATOR ? Scope.OPERATOR : Scope.SEND;
    TokenHash token = token(headers.get(AUTHORIZATION));
    SessionRecord session = check.check(token, Callers.device(), scope);
    Context context = Context.current().withValue(Callers.SESSION, session);
    return Contexts.interceptCall(context, call, headers, next);
  }

  private static TokenHash token(@Nullable String header) {
    if (header == null) {
      throw RefusedException.of(Reason.SESSION_REQUIRED, "a session is required; log in");
    }
    if (header.startsWith(SCHEME) && header.length() == SCHEME.length() + TOKEN_CHARS) {
      try {
        byte[] token = Base64.getUrlDecoder().decode(header.substring(SCHEME.length()));
        if (token.length == TOKEN_BYTES) {
          return TokenHash.of(ByteString.copyFrom(token));
        }
      } catch (IllegalArgumentException e) {
        // Falls through: to a stranger it is all the same what is wrong with a token.
      }
    }
    throw RefusedException.of(Reason.SESSION_INVALID, "not a session token");
  }
}
