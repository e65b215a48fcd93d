/**
 * One class for each command: it reads its arguments, asks the account and hands the answer to the
 * output. What they share is in {@link chat.sotto.cli.command.Context}.
 */
@NullMarked
package chat.sotto.cli.command;

import org.jspecify.annotations.NullMarked;
