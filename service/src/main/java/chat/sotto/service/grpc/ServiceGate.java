package chat.sotto.service.grpc;

import chat.sotto.service.event.EventSink;
import chat.sotto.service.usecase.account.CheckSession;
import chat.sotto.service.usecase.account.IdentifyDevice;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import java.time.Clock;
import java.util.function.Function;

/**
 * Puts what every service needs in front of it: failures, decoding, version, identity, session, and
 * an end.
 */
public final class ServiceGate {
  private final IdentifyDevice identify;
  private final CheckSession check;
  private final Clock clock;
  private final ProtocolRange protocol;
  private final OpenCalls openCalls;
  private final EventSink events;

  /**
   * A gate for the chat listener.
   *
   * @param protocol the versions of clients that are let through
   * @param openCalls minds the calls that may stay open
   * @param events told whom it let through or refused
   */
  public ServiceGate(
      IdentifyDevice identify,
      CheckSession check,
      Clock clock,
      ProtocolRange protocol,
      OpenCalls openCalls,
      EventSink events) {
    this.identify = identify;
    this.check = check;
    this.clock = clock;
    this.protocol = protocol;
    this.openCalls = openCalls;
    this.events = events;
  }

  /** A service all of whose methods ask for the same. */
  public ServerServiceDefinition behind(Access access, BindableService service) {
    return behind(method -> access, service);
  }

  /** A service whose methods ask for different things. */
  public ServerServiceDefinition behind(
      Function<MethodDescriptor<?, ?>, Access> access, BindableService service) {
    return ServerInterceptors.interceptForward(
        MalformedRequests.refused(service.bindService()),
        new CallAudit(events),
        new FailureInterceptor(),
        new ProtocolInterceptor(protocol),
        new IdentityInterceptor(identify, clock),
        new SessionInterceptor(check, access),
        openCalls);
  }

  /** A service for strangers, as often as they may call. */
  public static ServerServiceDefinition forStrangers(
      RateLimitInterceptor rate,
      ProtocolRange protocol,
      BindableService service,
      EventSink events) {
    return ServerInterceptors.interceptForward(
        MalformedRequests.refused(service.bindService()),
        new CallAudit(events),
        new FailureInterceptor(),
        rate,
        new ProtocolInterceptor(protocol));
  }
}
