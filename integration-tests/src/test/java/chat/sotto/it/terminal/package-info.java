/**
 * The program on a real pseudo-terminal, as a person has it in front of them. {@link
 * chat.sotto.it.terminal.PseudoTerminal} runs it, types, and shows its screen.
 */
@NullMarked
package chat.sotto.it.terminal;

import org.jspecify.annotations.NullMarked;
