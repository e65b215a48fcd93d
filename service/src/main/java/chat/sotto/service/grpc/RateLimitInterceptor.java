package chat.sotto.service.grpc;

import chat.sotto.service.usecase.TokenBuckets;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Clock;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket for each remote address: IPv4 as it is, IPv6 by its first 64 bits, which is what
 * one household gets. The number of addresses that are remembered is bounded.
 */
public final class RateLimitInterceptor implements ServerInterceptor {
  private static final int IPV6_PREFIX_BYTES = 8;

  private final TokenBuckets<String> buckets;

  /**
   * Limits each address.
   *
   * @param burst calls at once
   * @param perMinute calls for good
   */
  public RateLimitInterceptor(int burst, int perMinute, Clock clock) {
    buckets = new TokenBuckets<>(burst, perMinute, clock);
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    buckets.take(key(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)));
    return next.startCall(call, headers);
  }

  static String key(@Nullable SocketAddress remote) {
    if (!(remote instanceof InetSocketAddress inet) || inet.getAddress() == null) {
      return String.valueOf(remote);
    }
    InetAddress address = inet.getAddress();
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(address.getAddress(), 0, IPV6_PREFIX_BYTES)
        : address.getHostAddress();
  }
}
