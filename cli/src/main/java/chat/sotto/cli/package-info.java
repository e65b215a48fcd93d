/**
 * The command line: {@link chat.sotto.cli.SottoCommand} reads it, {@link chat.sotto.cli.Program}
 * runs it and turns what comes of it into an exit code.
 */
@NullMarked
package chat.sotto.cli;

import org.jspecify.annotations.NullMarked;
