/**
 * An account's sealed records. Calls may block on the store and so never run on a thread that moves
 * bytes.
 */
@NullMarked
package chat.sotto.service.usecase.vault;

import org.jspecify.annotations.NullMarked;
