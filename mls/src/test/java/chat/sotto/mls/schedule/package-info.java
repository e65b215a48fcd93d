/** Tests of the package of this name. */
@NullMarked
package chat.sotto.mls.schedule;

import org.jspecify.annotations.NullMarked;
