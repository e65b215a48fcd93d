/**
 * The one place that speaks gRPC: channels, stubs and the stream behind small ports of plain
 * values. Every failure leaves as a typed exception of {@code chat.sotto.client.model}.
 */
@NullMarked
package chat.sotto.client.transport;

import org.jspecify.annotations.NullMarked;
