/**
 * The ratchet tree (RFC 9420 §4, §7): an immutable tree that shares what did not change with the
 * one before it and remembers its hashes, and TreeKEM on top of it.
 */
@NullMarked
package chat.sotto.mls.tree;

import org.jspecify.annotations.NullMarked;
