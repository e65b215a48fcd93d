/** Tests of the package of this name. */
@NullMarked
package chat.sotto.mls.error;

import org.jspecify.annotations.NullMarked;
