/** A group's life at random, by the facade alone. */
@NullMarked
package chat.sotto.mls.walk;

import org.jspecify.annotations.NullMarked;
