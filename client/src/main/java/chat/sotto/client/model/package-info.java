/**
 * Values that cross the facade: ids, small values, errors.
 *
 * <p>Knows no other package of the client.
 */
@NullMarked
package chat.sotto.client.model;

import org.jspecify.annotations.NullMarked;
