package chat.sotto.service.session;

import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.TokenHash;

/**
 * Whose stream it is.
 *
 * @param device the device, and its owner
 * @param session the session it was opened with
 */
public record StreamIdentity(DeviceRef device, TokenHash session) {}
