/**
 * The terminal and the line that is typed, over JLine: reading, completing, history, and printing
 * above the line.
 */
@NullMarked
package chat.sotto.cli.shell.line;

import org.jspecify.annotations.NullMarked;
