/**
 * What a file becomes before it leaves the device, and back: its key, its sealed form, its safe
 * name (docs/protocol.md, section 13). Computation alone; {@link chat.sotto.client.transfer} moves
 * the bytes.
 */
@NullMarked
package chat.sotto.client.attachment;

import org.jspecify.annotations.NullMarked;
