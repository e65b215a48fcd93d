/**
 * Explains captured messages of the protocol without what they hide: places, sizes and hashes, for
 * whoever debugs. Part of transport, because it reads generated messages; connects to nothing.
 */
@NullMarked
package chat.sotto.client.transport.capture;

import org.jspecify.annotations.NullMarked;
