/**
 * Bad input and faults: each check of the server is met by a test in which it is the one that
 * fails, over real sockets and certificates.
 */
@NullMarked
package chat.sotto.it.faults;

import org.jspecify.annotations.NullMarked;
