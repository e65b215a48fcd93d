/**
 * Files on their way: {@link chat.sotto.client.transfer.Uploads} seals them into the spool and
 * sends them from there, {@link chat.sotto.client.transfer.Downloads} fetches them into it and
 * opens them from there. Memory does not grow with a file; a break costs what was on the wire.
 */
@NullMarked
package chat.sotto.client.transfer;

import org.jspecify.annotations.NullMarked;
