/** The engine from outside: what an application does with it. */
@NullMarked
package chat.sotto.mls;

import org.jspecify.annotations.NullMarked;
