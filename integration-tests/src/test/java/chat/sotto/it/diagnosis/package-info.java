/**
 * What {@code sotto doctor} says of real servers, profiles and impostors, each spoiled in one
 * thing. {@link chat.sotto.it.diagnosis.DoctorTest} is the table.
 */
@NullMarked
package chat.sotto.it.diagnosis;

import org.jspecify.annotations.NullMarked;
