/**
 * Every structure of RFC 9420 as an immutable value that reads and writes itself; what was read is
 * written again byte for byte. Structure only: whether a value is valid is decided elsewhere.
 */
@NullMarked
package chat.sotto.mls.wire;

import org.jspecify.annotations.NullMarked;
