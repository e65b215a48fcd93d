/**
 * What can go wrong, told by whose fault it is. Everything the engine throws is an {@link
 * chat.sotto.mls.error.MlsException}.
 */
@NullMarked
package chat.sotto.mls.error;

import org.jspecify.annotations.NullMarked;
