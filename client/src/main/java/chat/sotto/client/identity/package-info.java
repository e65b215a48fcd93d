/**
 * Who somebody is: account key, device key, attestation, safety number, pin (docs/protocol.md,
 * sections 3 and 7).
 *
 * <p>All signatures carry a label, so that none can be taken for another.
 */
@NullMarked
package chat.sotto.client.identity;

import org.jspecify.annotations.NullMarked;
