/** One class for each kind of official test vector: how it is recognised and what must hold. */
@NullMarked
package chat.sotto.mls.vectors.kind;

import org.jspecify.annotations.NullMarked;
