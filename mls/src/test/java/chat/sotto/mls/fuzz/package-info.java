/**
 * Bytes of attackers, mutated by Jazzer: in a usual build its seeds and what it found before, with
 * {@code JAZZER_FUZZ=1} for as long as one likes. Seeds are made by code from real messages.
 */
@NullMarked
package chat.sotto.mls.fuzz;

import org.jspecify.annotations.NullMarked;
