package chat.sotto.service.grpc;

import chat.sotto.service.usecase.RefusedException;
import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
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
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket for each remote address: IPv4 as it is, IPv6 by its first 64 bits, which is what
 * one household gets. The number of addresses that are remembered is bounded.
 */
public final class RateLimitInterceptor implements ServerInterceptor {
  private static final int MAX_ADDRESSES = 10_000;
  private static final int IPV6_PREFIX_BYTES = 8;
  private static final int SECONDS_PER_MINUTE = 60;

  private final int burst;
  private final double perSecond;
  private final Clock clock;
  private final LoadingCache<String, Bucket> buckets;

  /**
   * Limits each address.
   *
   * @param burst calls at once
   * @param perMinute calls for good
   */
  public RateLimitInterceptor(int burst, int perMinute, Clock clock) {
    this.burst = burst;
    this.perSecond = (double) perMinute / SECONDS_PER_MINUTE;
    this.clock = clock;
    this.buckets =
        CacheBuilder.newBuilder()
            .maximumSize(MAX_ADDRESSES)
            .build(CacheLoader.from(() -> new Bucket(burst, clock.instant())));
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    take(key(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)));
    return next.startCall(call, headers);
  }

  void take(String key) {
    Bucket bucket = buckets.getUnchecked(key);
    Duration wait = bucket.take(clock.instant(), burst, perSecond);
    if (!wait.isZero()) {
      throw RefusedException.slowDown(wait);
    }
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

  private static final class Bucket {
    private static final double MILLIS = 1000;

    private double tokens;
    private Instant filled;

    Bucket(int tokens, Instant now) {
      this.tokens = tokens;
      this.filled = now;
    }

    /** Takes a token; otherwise says how long until there is one. */
    synchronized Duration take(Instant now, int burst, double perSecond) {
      double passed = Math.max(0, Duration.between(filled, now).toMillis() / MILLIS);
      tokens = Math.min(burst, tokens + passed * perSecond);
      filled = now;
      if (tokens >= 1) {
        tokens -= 1;
        return Duration.ZERO;
      }
      return Duration.ofMillis((long) Math.ceil((1 - tokens) / perSecond * MILLIS));
    }
  }
}
