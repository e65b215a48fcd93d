/** The program {@code sotto}: parses nothing itself, starts the server, a command or the window. */
@NullMarked
package chat.sotto.app;

import org.jspecify.annotations.NullMarked;
