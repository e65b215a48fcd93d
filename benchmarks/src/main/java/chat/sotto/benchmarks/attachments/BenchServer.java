package chat.sotto.benchmarks.attachments;

import chat.sotto.service.AttachmentConfig;
import chat.sotto.service.ServerConfig;
import chat.sotto.service.SottoServer;
import io.grpc.Server;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A process with a Sotto server and the reference beside it. For each line that it is sent it
 * forgets the files that were deleted, and says its peak heap; it ends when its input does.
 */
final class BenchServer {
  private BenchServer() {}

  /**
   * Starts.
   *
   * @param args the data folder; where attachments lie
   */
  public static void main(String[] args) throws IOException {
    Path data = Path.of(args[0]);
    ServerConfig config =
        ServerConfig.durable(data)
            .withBind("127.0.0.1")
            .withPorts(ServerConfig.Ports.of(0), ServerConfig.Ports.of(0))
            .withAttachments(AttachmentConfig.DEFAULT.withBytes(args[1]));
    try (SottoServer server = SottoServer.start(config)) {
      Server raw = RawServer.start(data);
      System.out.println("join " + server.joinLink().orElseThrow());
      System.out.println("raw " + raw.getPort());
      while (System.in.read() >= 0) {
        server.sweepAttachments();
        System.out.println("peak " + PeakHeap.mebibytes());
      }
      raw.shutdownNow();
    }
  }
}
