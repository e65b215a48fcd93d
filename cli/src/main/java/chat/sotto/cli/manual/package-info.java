/**
 * What other programs show of the command line: completion scripts and the manual page, made from
 * the commands themselves.
 */
@NullMarked
package chat.sotto.cli.manual;

import org.jspecify.annotations.NullMarked;
