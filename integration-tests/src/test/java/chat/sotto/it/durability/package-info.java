/** What has been acknowledged stays, whatever happens to the server's process. */
@NullMarked
package chat.sotto.it.durability;

import org.jspecify.annotations.NullMarked;
