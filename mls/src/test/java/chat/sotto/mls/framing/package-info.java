/** Tests of the package of this name. */
@NullMarked
package chat.sotto.mls.framing;

import org.jspecify.annotations.NullMarked;
