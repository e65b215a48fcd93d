package chat.sotto.app.log;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Leads {@code java.util.logging}, which gRPC uses, to the same log. Made by the platform when
 * somebody first logs that way: see {@code java.util.logging.config.class}.
 */
public final class JulToSlf4j {

  /** Replaces the platform's own configuration, which writes to the screen. */
  public JulToSlf4j() throws IOException {
    String configuration = "handlers=" + SLF4JBridgeHandler.class.getName() + "\n.level=INFO\n";
    LogManager.getLogManager()
        .readConfiguration(
            new ByteArrayInputStream(configuration.getBytes(StandardCharsets.ISO_8859_1)));
  }
}
