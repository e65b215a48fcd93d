/**
 * What an operator wants to hear of: {@link chat.sotto.service.event.Event} lists it all. Knows
 * nobody; the root decides where it goes.
 */
@NullMarked
package chat.sotto.service.event;

import org.jspecify.annotations.NullMarked;
