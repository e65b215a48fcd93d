/**
 * The interactive shell, {@code sotto chat}. {@link chat.sotto.cli.shell.Shell} is its loop; what
 * it knows, how it looks and the line that is typed have packages of their own.
 */
@NullMarked
package chat.sotto.cli.shell;

import org.jspecify.annotations.NullMarked;
