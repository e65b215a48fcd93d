package chat.sotto.mls;

import chat.sotto.mls.wire.MlsMessage;

/**
 * A message to be sent.
 *
 * @param group to go on with
 * @param message to everybody else in the group
 */
public record Sent(Group group, MlsMessage message) {}
