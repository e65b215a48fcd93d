/**
 * What the server keeps, as ports by aggregate: reads block and answer, writes are one atomic step
 * each and answer by a future that completes when the step is durable. Adapters live in the
 * packages below.
 */
@NullMarked
package chat.sotto.service.store;

import org.jspecify.annotations.NullMarked;
