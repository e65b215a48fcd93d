/**
 * All that commands print: as text for people, as JSON lines for programs. {@link
 * chat.sotto.cli.output.Output} is the list of what there is to print.
 */
@NullMarked
package chat.sotto.cli.output;

import org.jspecify.annotations.NullMarked;
