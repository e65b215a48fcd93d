/**
 * Files on their way, sealed, in {@code PROFILE/spool}: written by one thread while others follow.
 *
 * <p>What is in a spool never opens by itself: its keys are in the profile's database.
 */
@NullMarked
package chat.sotto.client.spool;

import org.jspecify.annotations.NullMarked;
