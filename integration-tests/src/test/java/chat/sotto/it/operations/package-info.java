/** What an operator relies on: logs, metrics, restarts. */
@NullMarked
package chat.sotto.it.operations;

import org.jspecify.annotations.NullMarked;
