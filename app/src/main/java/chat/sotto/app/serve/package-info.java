/**
 * {@code sotto serve}: a server in this process, until it is told to end. {@link
 * chat.sotto.app.serve.ServeCommand} reads its options.
 */
@NullMarked
package chat.sotto.app.serve;

import org.jspecify.annotations.NullMarked;
