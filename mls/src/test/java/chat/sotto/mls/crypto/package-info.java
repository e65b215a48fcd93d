/** Tests of the package of this name. */
@NullMarked
package chat.sotto.mls.crypto;

import org.jspecify.annotations.NullMarked;
