/**
 * How the shell looks: pure functions from state, messages and events to lines of a width.
 * Everything that somebody else wrote goes through {@link chat.sotto.cli.output.Printable} here.
 */
@NullMarked
package chat.sotto.cli.shell.view;

import org.jspecify.annotations.NullMarked;
