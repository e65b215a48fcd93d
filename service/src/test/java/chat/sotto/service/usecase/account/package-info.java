@NullMarked
package chat.sotto.service.usecase.account;

import org.jspecify.annotations.NullMarked;
