package chat.sotto.service;

import chat.sotto.service.event.Event;
import chat.sotto.service.event.Fact;
import com.google.common.net.InetAddresses;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;

/**
 * Stands before everything else in a connection's pipeline: turns away connections beyond the
 * bound, and explains in the log why a handshake failed, which the TLS alert can only hint at.
 */
final class ConnectionGuard extends ChannelInboundHandlerAdapter {
  private final ConnectionTracker tracker;
  private boolean watchingHandshake;

  ConnectionGuard(ConnectionTracker tracker) {
    this.tracker = tracker;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    if (tracker.add(ctx.channel())) {
      ctx.fireChannelActive();
    } else {
      tracker.report(
          Event.CONNECTION_REFUSED,
          Fact.of("address", address(ctx)),
          Fact.of("open", tracker.count()));
      var unused = ctx.close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) {
    if (!watchingHandshake) {
      watchHandshake(ctx);
    }
    ctx.fireChannelRead(bytes);
  }

  private void watchHandshake(ChannelHandlerContext ctx) {
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    if (tls == null) {
      return;
    }
    watchingHandshake = true;
    String address = address(ctx);
    var unused =
        tls.handshakeFuture()
            .addListener(
                handshake -> {
                  if (!handshake.isSuccess()) {
                    HandshakeCause cause = HandshakeCause.of(handshake.cause());
                    tracker.report(
                        Event.HANDSHAKE_FAILED,
                        Fact.of("address", address),
                        Fact.of("cause", cause.label()),
                        Fact.of("reason", cause.text()));
                  }
                });
  }

  private static String address(ChannelHandlerContext ctx) {
    return ctx.channel().remoteAddress() instanceof InetSocketAddress inet
            && inet.getAddress() != null
        ? InetAddresses.toAddrString(inet.getAddress())
        : "unknown";
  }
}
