/**
 * The store of a throw-away server and of fast tests: plain maps behind one lock, gone with the
 * process. {@link chat.sotto.service.store.memory.MemoryStores} opens it.
 */
@NullMarked
package chat.sotto.service.store.memory;

import org.jspecify.annotations.NullMarked;
