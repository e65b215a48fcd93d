@NullMarked
package chat.sotto.service.pki;

import org.jspecify.annotations.NullMarked;
