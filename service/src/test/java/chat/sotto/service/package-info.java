@NullMarked
package chat.sotto.service;

import org.jspecify.annotations.NullMarked;
