/** Groups that our engine and the one of Bouncy Castle are in together. */
@NullMarked
package chat.sotto.mls.bcmls;

import org.jspecify.annotations.NullMarked;
