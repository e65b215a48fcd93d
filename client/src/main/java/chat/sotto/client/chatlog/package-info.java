/**
 * What the entries of a chat's log mean: hash chain, order, epochs, counters and places
 * (docs/protocol.md, section 5).
 *
 * <p>One pure transition takes a cursor and an entry to the next cursor and its effects; storing
 * both is the caller's.
 */
@NullMarked
package chat.sotto.client.chatlog;

import org.jspecify.annotations.NullMarked;
