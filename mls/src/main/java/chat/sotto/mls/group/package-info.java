/**
 * The states of a group and the steps between them: creating, proposing, committing, processing
 * what others commit, joining by welcome and by external commit. Nothing here is public yet: the
 * facade that hands it out follows.
 */
@NullMarked
package chat.sotto.mls.group;

import org.jspecify.annotations.NullMarked;
