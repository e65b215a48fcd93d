/**
 * Messages in their envelopes (RFC 9420 §6): signed, and then either authenticated as a member's or
 * encrypted. Which member's key to verify with, and what a message means, is decided above.
 */
@NullMarked
package chat.sotto.mls.framing;

import org.jspecify.annotations.NullMarked;
