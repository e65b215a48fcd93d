/** Tests of the package of this name. */
@NullMarked
package chat.sotto.mls.wire;

import org.jspecify.annotations.NullMarked;
