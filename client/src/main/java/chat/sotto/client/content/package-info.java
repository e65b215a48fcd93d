/**
 * Messages in and out of their sealed envelopes, and the payloads of a log that are not sealed.
 *
 * <p>docs/protocol.md, section 6. What does not pass every check is refused with a reason, never
 * shown.
 */
@NullMarked
package chat.sotto.client.content;

import org.jspecify.annotations.NullMarked;
