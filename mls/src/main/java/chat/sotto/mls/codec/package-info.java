/**
 * The presentation language of RFC 9420 §2.1: integers, vectors with lengths of one, two or four
 * bytes, optional values. Reading copies nothing and allocates nothing on the word of a length.
 */
@NullMarked
package chat.sotto.mls.codec;

import org.jspecify.annotations.NullMarked;
