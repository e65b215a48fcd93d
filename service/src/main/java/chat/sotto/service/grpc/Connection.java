package chat.sotto.service.grpc;

import chat.sotto.service.domain.DeviceRef;
import com.google.common.net.InetAddresses;
import io.grpc.Attributes;
import io.grpc.Grpc;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What the server remembers of one connection while it lasts. */
public final class Connection {
  /** Wrong keys after which it closes. */
  static final int MAX_WRONG_KEYS = 3;

  static final Attributes.Key<Connection> ATTRIBUTE = Attributes.Key.create("sotto-connection");

  private final Optional<DeviceRef> device;
  private final Instant certificateEnds;
  private final String address;
  private final Runnable close;
  private final AtomicInteger wrongKeys = new AtomicInteger();

  /**
   * A connection that was just accepted.
   *
   * @param device whom its certificate names; empty without one
   * @param certificateEnds until when that certificate is good
   * @param close ends it once its pending answers are on their way
   */
  Connection(
      Optional<DeviceRef> device,
      Instant certificateEnds,
      @Nullable SocketAddress remote,
      Runnable close) {
    this.device = device;
    this.certificateEnds = certificateEnds;
    this.address = address(remote);
    this.close = close;
  }

  /** The connection that a call came by. */
  static Connection of(Attributes call) {
    Connection connection = call.get(ATTRIBUTE);
    return connection != null
        ? connection
        : new Connection(
            Optional.empty(), Instant.MIN, call.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR), () -> {});
  }

  /** Whom the certificate names. */
  Optional<DeviceRef> device() {
    return device;
  }

  /** Until when the certificate is good. */
  Instant certificateEnds() {
    return certificateEnds;
  }

  /** The peer's address without port, for counting. */
  String address() {
    return address;
  }

  /** Counts a wrong key; true when it was the last that is allowed. */
  boolean countWrongKey() {
    return wrongKeys.incrementAndGet() >= MAX_WRONG_KEYS;
  }

  /** Whether no key is looked at any more. */
  boolean isExhausted() {
    return wrongKeys.get() >= MAX_WRONG_KEYS;
  }

  /** Ends it once its pending answers are on their way. */
  void closeSoon() {
    close.run();
  }

  private static String address(@Nullable SocketAddress remote) {
    return remote instanceof InetSocketAddress inet && inet.getAddress() != null
        ? InetAddresses.toAddrString(inet.getAddress())
        : String.valueOf(remote);
  }
}
