/**
 * The client library against a real server: real sockets, real certificates, real stores.
 *
 * <p>Each test is a small story of people who talk.
 */
@NullMarked
package chat.sotto.it.client;

import org.jspecify.annotations.NullMarked;
