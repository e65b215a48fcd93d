/**
 * The calls of docs/debugging.md, run as they stand there: by a client that knows the services by
 * reflection only, and by {@code buf curl} where it is at hand.
 */
@NullMarked
package chat.sotto.it.debugging;

import org.jspecify.annotations.NullMarked;
