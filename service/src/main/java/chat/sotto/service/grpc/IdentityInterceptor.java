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

/** Lets a call through if the device that the connection's certificate names may call now. */
final class IdentityInterceptor implements ServerInterceptor {
  private final IdentifyDevice identify;

  IdentityInterceptor(IdentifyDevice identify) {
    this.identify = identify;
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
    identify.check(device);
    Context context =
        Context.current().withValues(Callers.DEVICE, device, Callers.CONNECTION, connection);
    return Contexts.interceptCall(context, call, headers, next);
  }
}
