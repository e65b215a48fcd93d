/**
 * What the engine asks of the application: who is who, keys that both sides already share, and
 * limits.
 */
@NullMarked
package chat.sotto.mls.port;

import org.jspecify.annotations.NullMarked;
