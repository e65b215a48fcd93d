package chat.sotto.service.grpc;

import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.event.Event;
import chat.sotto.service.event.EventSink;
import chat.sotto.service.event.Fact;
import chat.sotto.v1.AdminServiceGrpc;
import chat.sotto.v1.AuthServiceGrpc;
import chat.sotto.v1.CreateInviteRequest;
import chat.sotto.v1.DisableUserRequest;
import chat.sotto.v1.EnableUserRequest;
import chat.sotto.v1.EnrollmentServiceGrpc;
import chat.sotto.v1.RegisterRequest;
import chat.sotto.v1.RenewExpiredCertificateRequest;
import chat.sotto.v1.RevokeDeviceRequest;
import com.google.protobuf.ByteString;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Outside of everything else: reports to the operator what calls came to. A request is looked at
 * only when it was granted, when its fields have been checked, and only in those that no secret is
 * in.
 */
final class CallAudit implements ServerInterceptor {
  /** What it means when a call of this method is granted. */
  private static final Map<String, Event> GRANTED =
      Map.ofEntries(
          granted(EnrollmentServiceGrpc.getRegisterMethod(), Event.REGISTERED),
          granted(
              EnrollmentServiceGrpc.getRenewExpiredCertificateMethod(), Event.CERTIFICATE_RENEWED),
          granted(AuthServiceGrpc.getLoginMethod(), Event.LOGGED_IN),
          granted(AuthServiceGrpc.getLogoutMethod(), Event.LOGGED_OUT),
          granted(AuthServiceGrpc.getRenewCertificateMethod(), Event.CERTIFICATE_RENEWED),
          granted(AuthServiceGrpc.getChangePasswordMethod(), Event.PASSWORD_CHANGED),
          granted(AuthServiceGrpc.getRecoverMethod(), Event.RECOVERED),
          granted(AuthServiceGrpc.getRevokeDeviceMethod(), Event.DEVICE_REVOKED),
          granted(AuthServiceGrpc.getDeleteAccountMethod(), Event.ACCOUNT_DELETED),
          granted(AdminServiceGrpc.getCreateInviteMethod(), Event.INVITED),
          granted(AdminServiceGrpc.getDisableUserMethod(), Event.USER_DISABLED),
          granted(AdminServiceGrpc.getEnableUserMethod(), Event.USER_ENABLED));

  private static final String REGISTER =
      EnrollmentServiceGrpc.getRegisterMethod().getFullMethodName();

  private final EventSink events;

  CallAudit(EventSink events) {
    this.events = events;
  }

  private static Map.Entry<String, Event> granted(MethodDescriptor<?, ?> method, Event event) {
    return Map.entry(method.getFullMethodName(), event);
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    AuditedCall<Q, A> audited = new AuditedCall<>(call);
    return new SimpleForwardingServerCallListener<>(next.startCall(audited, headers)) {
      @Override
      public void onMessage(Q message) {
        audited.requested(message);
        super.onMessage(message);
      }

      @Override
      public void onCancel() {
        audited.ended(Status.CANCELLED, Optional.empty());
        super.onCancel();
      }
    };
  }

  /** Reports once. */
  private final class AuditedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final long began = System.nanoTime();
    private final String method;
    private final @Nullable Event event;
    private volatile @Nullable Object request;
    private boolean reported;

    AuditedCall(ServerCall<Q, A> call) {
      super(call);
      method = call.getMethodDescriptor().getFullMethodName();
      event = GRANTED.get(method);
    }

    void requested(Object message) {
      // Nothing is held that will not be looked at.
      if (event != null) {
        request = message;
      }
    }

    @Override
    public void close(Status status, Metadata trailers) {
      ended(status, Errors.reason(trailers));
      super.close(status, trailers);
    }

    void ended(Status status, Optional<String> reason) {
      synchronized (this) {
        if (reported) {
          return;
        }
        reported = true;
      }
      List<Fact> facts = new ArrayList<>();
      Connection connection = Connection.of(getAttributes());
      connection.device().ifPresent(device -> add(facts, device));
      facts.add(Fact.of("address", connection.address()));
      facts.add(Fact.of("method", method));
      reason.ifPresent(why -> facts.add(Fact.of("reason", why)));
      meaning(status, reason).ifPresent(event -> events.report(event, with(facts, status)));
      facts.add(Fact.of("code", status.getCode().name()));
      facts.add(Fact.of("duration_ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)));
      events.report(Event.CALL, facts);
    }

    private List<Fact> with(List<Fact> facts, Status status) {
      List<Fact> all = new ArrayList<>(facts);
      if (status.isOk() && request != null) {
        subject(request, all);
      }
      return all;
    }

    private Optional<Event> meaning(Status status, Optional<String> reason) {
      if (status.isOk()) {
        return event != null ? Optional.of(event) : operated();
      }
      return reason.flatMap(why -> refusal(why));
    }

    private Optional<Event> operated() {
      return method.startsWith(AdminServiceGrpc.SERVICE_NAME + "/")
          ? Optional.of(Event.OPERATED)
          : Optional.empty();
    }

    private Optional<Event> refusal(String reason) {
      return switch (reason) {
        case "WRONG_PASSWORD", "WRONG_RECOVERY_CODE" -> Optional.of(Event.WRONG_SECRET);
        case "SLOW_DOWN", "TOO_MANY_ATTEMPTS" -> Optional.of(Event.THROTTLED);
        case "CERTIFICATE_REQUIRED",
            "SESSION_REQUIRED",
            "SESSION_INVALID",
            "DEVICE_REVOKED",
            "USER_DISABLED",
            "ACCOUNT_DELETED",
            "UNKNOWN_DEVICE" ->
            Optional.of(Event.DEVICE_REFUSED);
        case "SCOPE_REQUIRED" -> Optional.of(Event.OPERATOR_REQUIRED);
        default ->
            method.equals(REGISTER) ? Optional.of(Event.REGISTRATION_REFUSED) : Optional.empty();
      };
    }
  }

  private static void add(List<Fact> facts, DeviceRef device) {
    facts.add(Fact.of("user", device.user().value()));
    facts.add(Fact.of("device", device.device().toString()));
  }

  /** Whom a granted request was about. */
  private static void subject(Object request, List<Fact> facts) {
    if (request instanceof RegisterRequest register) {
      facts.add(user(register.getUsername()));
      facts.add(Fact.of("device", device(register.getDeviceId())));
    } else if (request instanceof RenewExpiredCertificateRequest renewal) {
      facts.add(user(renewal.getUsername()));
      facts.add(Fact.of("device", device(renewal.getDeviceId())));
    } else if (request instanceof RevokeDeviceRequest revocation) {
      facts.add(Fact.of("revoked", device(revocation.getDeviceId())));
    } else if (request instanceof DisableUserRequest disabling) {
      facts.add(Fact.of("subject", Fields.username("username", disabling.getUsername()).value()));
    } else if (request instanceof EnableUserRequest enabling) {
      facts.add(Fact.of("subject", Fields.username("username", enabling.getUsername()).value()));
    } else if (request instanceof CreateInviteRequest invitation) {
      facts.add(Fact.of("uses", invitation.getUses()));
      facts.add(Fact.of("lifetime_s", invitation.getLifetimeSeconds()));
    }
  }

  private static Fact user(String name) {
    return Fact.of("user", Fields.username("username", name).value());
  }

  private static String device(ByteString id) {
    return Fields.deviceId("device_id", id).toString();
  }
}
