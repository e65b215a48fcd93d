/** Groups of people who commit, follow, join and are removed. */
@NullMarked
package chat.sotto.mls.group;

import org.jspecify.annotations.NullMarked;
