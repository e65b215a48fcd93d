/**
 * What an operator does. Calls may block on the store and so never run on a thread that moves
 * bytes.
 */
@NullMarked
package chat.sotto.service.usecase.admin;

import org.jspecify.annotations.NullMarked;
