package chat.sotto.client.profile;

import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.Seq;

/**
 * How far this device has processed a chat's log.
 *
 * @param position the last processed entry; the place before the join when there is none
 * @param hash H(position)
 * @param handshake sequence of the latest processed commit
 */
public record Cursor(Seq position, LogHash hash, Seq handshake) {}
