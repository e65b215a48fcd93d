/** Tests of the package of this name. */
@NullMarked
package chat.sotto.mls.codec;

import org.jspecify.annotations.NullMarked;
