/** Bytes of images and files, up and down: what the server takes, gives, refuses and forgets. */
@NullMarked
package chat.sotto.it.attachments;

import org.jspecify.annotations.NullMarked;
