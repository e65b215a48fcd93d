/**
 * How long the steps of our MLS engine take, beside those of Bouncy Castle's: JMH benchmarks, and a
 * program that runs them and prints a table.
 */
@NullMarked
package chat.sotto.benchmarks.mls;

import org.jspecify.annotations.NullMarked;
