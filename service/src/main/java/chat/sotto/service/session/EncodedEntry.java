package chat.sotto.service.session;

/**
 * An entry of a chat's log, ready to be sent.
 *
 * @param seq its place in the log, from 1
 * @param frame its bytes
 */
public record EncodedEntry(long seq, EncodedFrame frame) {}
