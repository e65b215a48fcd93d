/**
 * The states of a group and the steps between them: creating, proposing, committing, processing
 * what others commit, joining by welcome and by external commit. The facade hands them out.
 */
@NullMarked
package chat.sotto.mls.group;

import org.jspecify.annotations.NullMarked;
