package chat.sotto.service.grpc;

import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.account.IdentifyDevice;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.time.Clock;

/** Lets a call through if the device that the connection's certificate names may call now. */
final class IdentityInterceptor implements ServerInterceptor {
  private final IdentifyDevice identify;
  private final Clock clock;

  IdentityInterceptor(IdentifyDevice identify, Clock clock) {
    this.identify = identify;
    this.clock = clock;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Connection connection = Connection.of(call.getAttributes());
    DeviceRef device =
        connection
            .device()
            .orElseThrow(
                () ->
                    RefusedException.of(
                        Reason.CERTIFICATE_REQUIRED, "a device certificate is required"));
    // The handshake has looked at it, but connections last.
    if (!clock.instant().isBefore(connection.certificateEnds())) {
      connection.closeSoon();
      throw RefusedException.of(
          Reason.CERTIFICATE_REQUIRED,
          "the connection's certificate has expired; connect again with a new one");
    }
    identify.check(device);
    Context context =
        Context.current().withValues(Callers.DEVICE, device, Callers.CONNECTION, connection);
    return Contexts.interceptCall(context, call, headers, next);
  }
}
