/** JMH benchmarks of the hot paths, and the load generator that drives a whole server. */
@NullMarked
package chat.sotto.benchmarks;

import org.jspecify.annotations.NullMarked;
