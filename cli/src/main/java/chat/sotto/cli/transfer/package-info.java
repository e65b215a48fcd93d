/**
 * How far files have come on their way: what is said of it, in one line that changes while they
 * move.
 */
@NullMarked
package chat.sotto.cli.transfer;

import org.jspecify.annotations.NullMarked;
