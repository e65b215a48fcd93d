@NullMarked
package chat.sotto.service.grpc;

import org.jspecify.annotations.NullMarked;
