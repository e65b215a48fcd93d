package chat.sotto.service;

import chat.sotto.service.event.Event;
import chat.sotto.service.event.EventSink;
import chat.sotto.service.event.Fact;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFactory;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * The connections of one listener by their remote address. gRPC does not let a call close its
 * connection; this does, and bounds how many there are. It hooks in where channels are accepted,
 * which is Netty's public interface.
 */
final class ConnectionTracker {
  private static final long GRACE_MS = 500;

  private final String listener;
  private final int maxConnections;
  private final EventSink events;
  private final ConcurrentMap<SocketAddress, Channel> open = new ConcurrentHashMap<>();

  ConnectionTracker(String listener, int maxConnections, EventSink events) {
    this.events = events;
    this.listener = listener;
    this.maxConnections = maxConnections;
  }

  /** For the log: which listener this is. */
  String listener() {
    return listener;
  }

  /** What happened to a connection. */
  void report(Event event, Fact... facts) {
    List<Fact> all = new ArrayList<>();
    all.add(Fact.of("listener", listener));
    all.addAll(List.of(facts));
    events.report(event, all);
  }

  /** How many connections are open. */
  int count() {
    return open.size();
  }

  /** Server channels, of the kind that the event loops run, that report to this tracker. */
  ChannelFactory<ServerChannel> channels(boolean epoll) {
    return () -> {
      ServerChannel channel = epoll ? new EpollServerSocketChannel() : new NioServerSocketChannel();
      channel.pipeline().addFirst(new Accepting());
      return channel;
    };
  }

  /**
   * Ends a connection once what its calls have answered so far is on its way: first politely, then,
   * if other calls hold it open, after half a second for good.
   */
  void closeSoon(SocketAddress remote) {
    Channel channel = open.get(remote);
    if (channel == null) {
      return;
    }
    // Behind the flush of the answer, which the event loop has been given before.
    channel.eventLoop().execute(() -> close(channel));
  }

  private static void close(Channel channel) {
    var unusedPolite = channel.close();
    var guard = channel.pipeline().context(ConnectionGuard.class);
    if (guard != null) {
      var unusedFinal =
          channel.eventLoop().schedule(() -> cut(guard), GRACE_MS, TimeUnit.MILLISECONDS);
    }
  }

  private static void cut(ChannelHandlerContext guard) {
    var unused = guard.close();
  }

  /** Takes a connection in; false if there are too many. */
  boolean add(Channel channel) {
    if (open.size() >= maxConnections) {
      return false;
    }
    SocketAddress remote = channel.remoteAddress();
    open.put(remote, channel);
    var unused = channel.closeFuture().addListener(closed -> open.remove(remote, channel));
    return true;
  }

  /** In a server channel's pipeline: sees accepted channels before gRPC sets them up. */
  private final class Accepting extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
      if (accepted instanceof Channel channel) {
        channel.pipeline().addFirst(new ConnectionGuard(ConnectionTracker.this));
      }
      ctx.fireChannelRead(accepted);
    }
  }
}
