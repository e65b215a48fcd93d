/**
 * The byte forms that everything signed, hashed or sealed is made of (docs/protocol.md, first
 * lines).
 *
 * <p>Readers bound every length before they allocate, and consume everything or fail.
 */
@NullMarked
package chat.sotto.client.codec;

import org.jspecify.annotations.NullMarked;
