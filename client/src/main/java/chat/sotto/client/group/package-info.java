/**
 * Who reads a chat, and the key that they share: the interim group agreement now, MLS later.
 *
 * <p>docs/protocol.md, section 8. State is immutable; what is refused leaves the old state as it
 * was.
 */
@NullMarked
package chat.sotto.client.group;

import org.jspecify.annotations.NullMarked;
