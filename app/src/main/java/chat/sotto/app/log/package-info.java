/**
 * Where logs go: a bounded file in the profile for clients, standard error for servers, never
 * standard output. {@link chat.sotto.app.log.LogTarget} says which.
 */
@NullMarked
package chat.sotto.app.log;

import org.jspecify.annotations.NullMarked;
