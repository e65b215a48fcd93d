/**
 * What an account keeps sealed for its devices: vault keys and records (docs/protocol.md, section
 * 4).
 *
 * <p>Computation only; where records lie is behind the port {@link
 * chat.sotto.client.vault.VaultRecords}.
 */
@NullMarked
package chat.sotto.client.vault;

import org.jspecify.annotations.NullMarked;
