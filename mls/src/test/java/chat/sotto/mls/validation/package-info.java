/** Each check, failed by itself. */
@NullMarked
package chat.sotto.mls.validation;

import org.jspecify.annotations.NullMarked;
