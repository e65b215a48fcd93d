/**
 * Values of a server's options from outside the command line. {@link
 * chat.sotto.app.settings.ServeSettings} says which place comes before which.
 */
@NullMarked
package chat.sotto.app.settings;

import org.jspecify.annotations.NullMarked;
