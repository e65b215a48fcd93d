/**
 * The server's certificate authority: keeping it, issuing from it, and deciding which client
 * certificates to trust. Rules are those of docs/protocol.md, section 2.
 */
@NullMarked
package chat.sotto.service.pki;

import org.jspecify.annotations.NullMarked;
