/**
 * Pictures on a terminal: {@link chat.sotto.cli.output.picture.PictureView} turns decoded pixels
 * into what is printed. Asks the terminal nothing, prints nothing itself.
 */
@NullMarked
package chat.sotto.cli.output.picture;

import org.jspecify.annotations.NullMarked;
