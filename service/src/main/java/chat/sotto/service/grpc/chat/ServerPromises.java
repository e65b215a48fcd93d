package chat.sotto.service.grpc.chat;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.Optional;

/**
 * What a client is told of the server's logs when it connects.
 *
 * @param history names the course that they take, 16 bytes
 * @param retention how long the payloads of messages are kept; empty: as long as their chat
 */
public record ServerPromises(ByteString history, Optional<Duration> retention) {}
