package chat.sotto.mls.walk;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.wire.MlsMessage;

/**
 * A message of the application on its way to somebody.
 *
 * @param epoch in which it was sent
 * @param author who sent it
 * @param data what it says
 * @param message as it travels
 */
record Letter(long epoch, String author, Bytes data, MlsMessage message) {}
