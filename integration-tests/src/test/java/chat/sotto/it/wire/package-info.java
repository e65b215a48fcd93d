/**
 * A client of the bare protocol, over generated stubs and nothing of the client library, so that it
 * can misbehave; and the servers it is pointed at: in this process, or in one that can be killed.
 */
@NullMarked
package chat.sotto.it.wire;

import org.jspecify.annotations.NullMarked;
