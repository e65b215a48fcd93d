/**
 * The MLS engine (RFC 9420): group state, proposals, commits and welcomes. Bytes come in and bytes
 * go out; it knows no network, no storage and no other module.
 */
@NullMarked
package chat.sotto.mls;

import org.jspecify.annotations.NullMarked;
