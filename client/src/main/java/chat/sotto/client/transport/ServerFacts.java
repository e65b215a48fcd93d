package chat.sotto.client.transport;

import com.google.protobuf.ByteString;
import java.time.Instant;

/**
 * What a server says about itself before anything else. Believed only as far as the pin reaches.
 *
 * @param serverId first half of the CA fingerprint in hex
 * @param caCertificate the CA certificate, DER
 * @param chatHost host of the chat listener; empty means that of the join link
 * @param chatPort port of the chat listener
 * @param minProtocol oldest protocol version that it speaks
 * @param maxProtocol newest protocol version that it speaks
 * @param registrationClosed whether nobody may register
 * @param tokenNeeded whether a join token is needed to register
 * @param softwareVersion which program it is, for people
 * @param time its clock
 * @param retentionSeconds how long it keeps the payloads of messages; 0 for as long as their chat
 */
public record ServerFacts(
    String serverId,
    ByteString caCertificate,
    String chatHost,
    int chatPort,
    int minProtocol,
    int maxProtocol,
    boolean registrationClosed,
    boolean tokenNeeded,
    String softwareVersion,
    Instant time,
    long retentionSeconds) {}
