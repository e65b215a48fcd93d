package chat.sotto.service.grpc;

import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A generated service with some methods of our own: the same on the wire and for reflection, with
 * marshallers that copy less and never throw.
 */
public final class ReplacedMethods {
  private ReplacedMethods() {}

  /** The generated definition, with these methods instead of those of the same names. */
  public static ServerServiceDefinition in(
      ServerServiceDefinition generated, ServerMethodDefinition<?, ?>... methods) {
    Map<String, ServerMethodDefinition<?, ?>> own =
        Arrays.stream(methods)
            .collect(
                Collectors.toMap(
                    method -> method.getMethodDescriptor().getFullMethodName(),
                    Function.identity()));
    ServiceDescriptor.Builder descriptor =
        ServiceDescriptor.newBuilder(generated.getServiceDescriptor().getName())
            .setSchemaDescriptor(generated.getServiceDescriptor().getSchemaDescriptor());
    for (MethodDescriptor<?, ?> method : generated.getServiceDescriptor().getMethods()) {
      ServerMethodDefinition<?, ?> replacement = own.get(method.getFullMethodName());
      descriptor.addMethod(replacement == null ? method : replacement.getMethodDescriptor());
    }
    ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(descriptor.build());
    for (ServerMethodDefinition<?, ?> method : generated.getMethods()) {
      service.addMethod(own.getOrDefault(method.getMethodDescriptor().getFullMethodName(), method));
    }
    return service.build();
  }
}
