/** Tests of the package of this name. */
@NullMarked
package chat.sotto.mls.tree;

import org.jspecify.annotations.NullMarked;
