package chat.sotto.service.grpc;

import chat.sotto.service.usecase.account.RegistrationPolicy;
import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * What newcomers are told about the server.
 *
 * @param serverId first half of the authority's fingerprint, hex
 * @param caCertificate DER
 * @param chatPort the chat listener's port, as others reach it; known once it is open
 * @param registration who may register
 * @param softwareVersion for people
 * @param retention how long the payloads of messages are kept; empty: as long as their chat
 */
public record ServerFacts(
    String serverId,
    ByteString caCertificate,
    IntSupplier chatPort,
    RegistrationPolicy registration,
    String softwareVersion,
    Optional<Duration> retention) {}
