/**
 * The program as people and scripts use it: real processes, their output, their exit codes. {@link
 * chat.sotto.it.commandline.SottoProcess} runs one command.
 */
@NullMarked
package chat.sotto.it.commandline;

import org.jspecify.annotations.NullMarked;
