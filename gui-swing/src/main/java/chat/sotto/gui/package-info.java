/**
 * The desktop client: views, presenters and models over {@code client}, drawn with Swing. The
 * engine of the messenger is not here.
 */
@NullMarked
package chat.sotto.gui;

import org.jspecify.annotations.NullMarked;
