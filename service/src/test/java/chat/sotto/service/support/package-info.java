/** What the tests of a whole server share: a clock to turn, and clients made of generated stubs. */
@NullMarked
package chat.sotto.service.support;

import org.jspecify.annotations.NullMarked;
