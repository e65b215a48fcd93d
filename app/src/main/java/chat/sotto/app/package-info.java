/**
 * The program {@code sotto}. {@link chat.sotto.app.Main} sets the platform up and hands the command
 * line over; {@code serve} and {@code demo} are its own commands.
 */
@NullMarked
package chat.sotto.app;

import org.jspecify.annotations.NullMarked;
