/**
 * The services as gRPC sees them: interceptors, the error factory, and the mapping between wire and
 * domain. Alone sees generated stubs; decides nothing by itself.
 */
@NullMarked
package chat.sotto.service.grpc;

import org.jspecify.annotations.NullMarked;
