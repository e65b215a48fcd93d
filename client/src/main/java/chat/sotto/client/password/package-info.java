/**
 * From a password or recovery code to the keys split from it (docs/protocol.md, section 4).
 *
 * <p>The server gets the auth key only; what it could guess offline is refused here.
 */
@NullMarked
package chat.sotto.client.password;

import org.jspecify.annotations.NullMarked;
