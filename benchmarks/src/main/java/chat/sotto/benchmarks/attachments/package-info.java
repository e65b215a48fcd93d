/**
 * How fast files go through a real server over mTLS, beside a bare gRPC byte stream over the same
 * mTLS in the same run. {@code benchmarks/attachments} runs it.
 */
@NullMarked
package chat.sotto.benchmarks.attachments;

import org.jspecify.annotations.NullMarked;
