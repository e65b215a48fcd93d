/**
 * The few cryptographic operations that the protocol is built from, each over a well-kept library.
 *
 * <p>Nothing here knows what it is used for.
 */
@NullMarked
package chat.sotto.client.primitives;

import org.jspecify.annotations.NullMarked;
