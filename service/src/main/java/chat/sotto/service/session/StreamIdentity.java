package chat.sotto.service.session;

import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.TokenHash;
import java.time.Instant;

/**
 * Whose stream it is.
 *
 * @param device the device, and its owner
 * @param session the session it was opened with
 * @param certificateEnds until when the certificate is good that its connection has shown
 */
public record StreamIdentity(DeviceRef device, TokenHash session, Instant certificateEnds) {}
