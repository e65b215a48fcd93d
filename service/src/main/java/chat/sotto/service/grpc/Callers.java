package chat.sotto.service.grpc;

import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.SessionRecord;
import io.grpc.Context;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling, as the interceptors found out. Services read it on the thread that the call
 * starts on.
 */
public final class Callers {
  static final Context.Key<DeviceRef> DEVICE = Context.key("sotto-device");
  static final Context.Key<SessionRecord> SESSION = Context.key("sotto-session");
  static final Context.Key<Connection> CONNECTION = Context.key("sotto-connection");

  static final Context.Key<ProtocolRange> PROTOCOL =
      Context.keyWithDefault("sotto-protocol", ProtocolRange.SPOKEN);

  private Callers() {}

  /** The protocol versions that the server speaks. */
  public static ProtocolRange protocol() {
    return PROTOCOL.get();
  }

  /** The calling device; only behind {@link IdentityInterceptor}. */
  public static DeviceRef device() {
    return present(DEVICE.get());
  }

  /** The calling session; only behind {@link SessionInterceptor}, for methods that need one. */
  public static SessionRecord session() {
    return present(SESSION.get());
  }

  /** Until when the caller's certificate is good; only behind {@link IdentityInterceptor}. */
  public static Instant certificateEnds() {
    return connection().certificateEnds();
  }

  /** The connection that the call came by; only behind {@link IdentityInterceptor}. */
  static Connection connection() {
    return present(CONNECTION.get());
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the service is registered without its interceptors");
    }
    return value;
  }
}
