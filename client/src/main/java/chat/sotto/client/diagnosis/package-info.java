/**
 * Finds out what stands between a profile, or a newcomer with a link, and the server. {@link
 * chat.sotto.client.diagnosis.Doctor} looks from the outside in, one probe a step, and stops where
 * going on would say nothing.
 */
@NullMarked
package chat.sotto.client.diagnosis;

import org.jspecify.annotations.NullMarked;
