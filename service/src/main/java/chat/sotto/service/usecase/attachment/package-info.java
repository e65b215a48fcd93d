/**
 * Bytes of images and files: taken in pieces, given from any offset, deleted when nobody can want
 * them any more.
 */
@NullMarked
package chat.sotto.service.usecase.attachment;

import org.jspecify.annotations.NullMarked;
