package chat.sotto.it.diagnosis;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Something at the place of a profile's agent that greets as it is told to. */
final class FakeAgent implements AutoCloseable {
  private final ServerSocketChannel server;
  private final List<SocketChannel> callers = new CopyOnWriteArrayList<>();

  private FakeAgent(ServerSocketChannel server) {
    this.server = server;
  }

  static FakeAgent greeting(Path socket, String greeting) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    FakeAgent agent = new FakeAgent(server);
    Thread thread = new Thread(() -> agent.greetAll(greeting), "fake-agent");
    thread.setDaemon(true);
    thread.start();
    return agent;
  }

  private void greetAll(String greeting) {
    try {
      while (true) {
        SocketChannel caller = server.accept();
        callers.add(caller);
        var unused = caller.write(ByteBuffer.wrap(greeting.getBytes(StandardCharsets.UTF_8)));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (SocketChannel caller : callers) {
      caller.close();
    }
  }
}
