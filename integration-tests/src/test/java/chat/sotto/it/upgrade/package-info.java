/** Data that earlier releases left on disk, under today's server and client. */
@NullMarked
package chat.sotto.it.upgrade;

import org.jspecify.annotations.NullMarked;
