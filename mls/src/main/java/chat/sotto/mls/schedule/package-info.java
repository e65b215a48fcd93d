/**
 * What is derived for an epoch (RFC 9420 §8, §9): the key schedule, transcript hashes, pre-shared
 * keys, the secrets of a welcome, and the secret tree that gives each message its own key.
 */
@NullMarked
package chat.sotto.mls.schedule;

import org.jspecify.annotations.NullMarked;
