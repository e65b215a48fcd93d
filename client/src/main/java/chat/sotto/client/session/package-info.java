/**
 * The live session: connects, synchronises, checks, keeps, acknowledges, sends from the outbox and
 * reconnects. Joins {@code profile} and {@code transport}; what is confined to which executor is
 * said at each class.
 */
@NullMarked
package chat.sotto.client.session;

import org.jspecify.annotations.NullMarked;
