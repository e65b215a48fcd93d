/**
 * Counts what the server does and shows it to Prometheus on a loopback port: {@link
 * chat.sotto.service.metrics.Metrics}. Alone knows Micrometer; the rest of the server reports
 * through ports of its own.
 */
@NullMarked
package chat.sotto.service.metrics;

import org.jspecify.annotations.NullMarked;
