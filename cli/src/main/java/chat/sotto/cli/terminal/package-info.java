/**
 * What is around a command: the terminal, the environment, files with secrets in them, signals.
 * {@link chat.sotto.cli.terminal.Surroundings} holds it all, so that tests can bring their own.
 */
@NullMarked
package chat.sotto.cli.terminal;

import org.jspecify.annotations.NullMarked;
