/**
 * The walk-through of whoever has no account yet: {@link chat.sotto.cli.welcome.Welcome} leads from
 * a join link to a profile, one explained step after the other.
 */
@NullMarked
package chat.sotto.cli.welcome;

import org.jspecify.annotations.NullMarked;
