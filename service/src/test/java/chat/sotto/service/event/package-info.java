@NullMarked
package chat.sotto.service.event;

import org.jspecify.annotations.NullMarked;
