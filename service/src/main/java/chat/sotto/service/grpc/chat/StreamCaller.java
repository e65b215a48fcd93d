package chat.sotto.service.grpc.chat;

import chat.sotto.service.domain.SessionRecord;
import java.time.Instant;

/**
 * Who calls.
 *
 * @param session the session that the call brings
 * @param certificateEnds until when the certificate is good that its connection has shown
 */
public record StreamCaller(SessionRecord session, Instant certificateEnds) {}
