/**
 * The client's facade: {@link chat.sotto.client.Account} is what one profile can do, {@link
 * chat.sotto.client.Accounts} makes and opens them. Programs use this package and {@code model},
 * and nothing below.
 */
@NullMarked
package chat.sotto.client;

import org.jspecify.annotations.NullMarked;
