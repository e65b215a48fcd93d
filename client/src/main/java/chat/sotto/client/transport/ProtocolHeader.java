package chat.sotto.client.transport;

import chat.sotto.client.model.ProtocolVersion;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;

/**
 * Says with every call which protocol version this program speaks (docs/protocol.md, section 10).
 */
final class ProtocolHeader implements ClientInterceptor {
  private static final Metadata.Key<String> VERSION =
      Metadata.Key.of("sotto-protocol", Metadata.ASCII_STRING_MARSHALLER);

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<R> listener, Metadata headers) {
        headers.put(VERSION, String.valueOf(ProtocolVersion.CURRENT));
        super.start(listener, headers);
      }
    };
  }
}
