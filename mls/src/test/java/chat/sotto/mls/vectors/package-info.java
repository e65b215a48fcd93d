/** Runs the working group's official test vectors, from a folder outside the project. */
@NullMarked
package chat.sotto.mls.vectors;

import org.jspecify.annotations.NullMarked;
