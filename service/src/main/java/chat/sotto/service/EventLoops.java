package chat.sotto.service;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.IoHandlerFactory;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.TimeUnit;

/** The threads that move bytes, shared by both listeners: epoll where there is one. */
final class EventLoops implements AutoCloseable {
  private final boolean epoll = Epoll.isAvailable();
  private final EventLoopGroup accepting = group("sotto-accept-%d", 1);
  private final EventLoopGroup working = group("sotto-io-%d", 0);

  private EventLoopGroup group(String name, int threads) {
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    var factory = new ThreadFactoryBuilder().setNameFormat(name).setDaemon(true).build();
    // 0 threads: Netty's choice, twice the number of processors.
    return new MultiThreadIoEventLoopGroup(threads, factory, io);
  }

  boolean isEpoll() {
    return epoll;
  }

  EventLoopGroup accepting() {
    return accepting;
  }

  EventLoopGroup working() {
    return working;
  }

  @Override
  public void close() {
    var unusedAccepting = accepting.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    var unusedWorking = working.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
