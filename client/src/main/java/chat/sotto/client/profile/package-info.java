/**
 * The profile: one directory that holds what a device knows, sealed under the password, and the
 * lock that gives it to one process.
 *
 * <p>Start at {@link chat.sotto.client.profile.Profile}.
 */
@NullMarked
package chat.sotto.client.profile;

import org.jspecify.annotations.NullMarked;
