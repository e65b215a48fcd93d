/**
 * Which server to believe: join link, pinned certificate authority, certificate checks, and the
 * device's own TLS key.
 *
 * <p>docs/protocol.md, sections 1 and 2.
 */
@NullMarked
package chat.sotto.client.trust;

import org.jspecify.annotations.NullMarked;
