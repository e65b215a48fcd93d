package chat.sotto.service;

import chat.sotto.service.pki.DeviceTrust;
import com.google.common.base.Throwables;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslHandler;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before everything else in a connection's pipeline: turns away connections beyond the
 * bound, and explains in the log why a handshake failed, which the TLS alert can only hint at.
 */
final class ConnectionGuard extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(ConnectionGuard.class);
  private static final String NO_CERTIFICATE = "PEER_DID_NOT_RETURN_A_CERTIFICATE";
  private static final int MAX_REASON = 200;

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
      log.warn(
          "{}: connection from {} turned away: {} are open",
          tracker.listener(),
          ctx.channel().remoteAddress(),
          tracker.count());
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
    SocketAddress remote = ctx.channel().remoteAddress();
    var unused =
        tls.handshakeFuture()
            .addListener(
                handshake -> {
                  if (!handshake.isSuccess()) {
                    log.info(
                        "{}: handshake with {} refused: {}",
                        tracker.listener(),
                        remote,
                        reason(handshake.cause()));
                  }
                });
  }

  /** What went wrong, for an operator: never what the peer sent. */
  static String reason(@Nullable Throwable failure) {
    if (failure == null) {
      return "unknown";
    }
    for (Throwable cause : Throwables.getCausalChain(failure)) {
      if (cause instanceof DeviceTrust.RefusedException refused) {
        return refused.flaw().text();
      }
      if (cause instanceof ClosedChannelException) {
        return "the client went away (it may have refused this server's certificate)";
      }
      if (cause.getMessage() != null && cause.getMessage().contains(NO_CERTIFICATE)) {
        return DeviceTrust.Flaw.MISSING.text();
      }
    }
    String message = String.valueOf(failure.getMessage());
    return message.substring(0, Math.min(message.length(), MAX_REASON));
  }
}
