package chat.sotto.client.session;

import chat.sotto.client.transport.Endpoint;
import chat.sotto.client.trust.CaFingerprint;

/**
 * Which server, and where it was last.
 *
 * @param server what identifies it, wherever it is
 * @param chat the chat listener
 * @param enrolment the enrolment listener
 */
public record ServerPlace(CaFingerprint server, Endpoint chat, Endpoint enrolment) {}
