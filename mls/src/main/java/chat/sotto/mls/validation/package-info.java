/**
 * The checks of RFC 9420 that need more than one structure to decide: leaf nodes, key packages and
 * trees (§7.3, §10.1, §12.4.3.1), by the caller's policy where the RFC leaves it to the
 * application.
 */
@NullMarked
package chat.sotto.mls.validation;

import org.jspecify.annotations.NullMarked;
