package chat.sotto.service.grpc;

import chat.sotto.service.usecase.account.RegistrationPolicy;
import com.google.protobuf.ByteString;
import java.util.function.IntSupplier;

/**
 * What newcomers are told about the server.
 *
 * @param serverId first half of the authority's fingerprint, hex
 * @param caCertificate DER
 * @param chatPort the chat listener's port, as others reach it; known once it is open
 * @param registration who may register
 * @param softwareVersion for people
 */
public record ServerFacts(
    String serverId,
    ByteString caCertificate,
    IntSupplier chatPort,
    RegistrationPolicy registration,
    String softwareVersion) {}
