package chat.sotto.mls.walk;

import chat.sotto.mls.wire.MlsMessage;

/**
 * A proposal or commit that the delivery service took, in its order.
 *
 * @param epoch in which it was made
 * @param author who made it
 * @param commit whether it is a commit
 * @param message as it travels
 */
record Handshake(long epoch, String author, boolean commit, MlsMessage message) {}
