/**
 * What the shell knows, as immutable state with pure transitions, and what a typed line means.
 * Knows neither terminal nor account.
 */
@NullMarked
package chat.sotto.cli.shell.state;

import org.jspecify.annotations.NullMarked;
