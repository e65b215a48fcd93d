/**
 * Looking people up, and blocking them. Calls may block on the store and so never run on a thread
 * that moves bytes.
 */
@NullMarked
package chat.sotto.service.usecase.directory;

import org.jspecify.annotations.NullMarked;
