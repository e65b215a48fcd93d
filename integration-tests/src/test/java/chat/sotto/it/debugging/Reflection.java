package chat.sotto.it.debugging;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Asks a server what it serves: grpc.reflection.v1. */
final class Reflection implements ReflectedClient.Schema {
  private final Channel channel;
  private final Map<String, FileDescriptorProto> files = new HashMap<>();

  Reflection(Channel channel) {
    this.channel = channel;
  }

  @Override
  public List<String> services() {
    return ask(ServerReflectionRequest.newBuilder().setListServices(""))
        .getListServicesResponse()
        .getServiceList()
        .stream()
        .map(ServiceResponse::getName)
        .sorted()
        .toList();
  }

  @Override
  public ServiceDescriptor service(String name) {
    String file = fetch(ServerReflectionRequest.newBuilder().setFileContainingSymbol(name));
    ServiceDescriptor found =
        build(file).findServiceByName(name.substring(name.lastIndexOf('.') + 1));
    return Objects.requireNonNull(found, name);
  }

  /** Keeps the files of an answer; the first is the one that was asked for. */
  private String fetch(ServerReflectionRequest.Builder question) {
    ServerReflectionResponse answer = ask(question);
    if (!answer.hasFileDescriptorResponse()) {
      throw new AssertionError("reflection says: " + answer.getErrorResponse());
    }
    String first = "";
    for (ByteString bytes : answer.getFileDescriptorResponse().getFileDescriptorProtoList()) {
      try {
        FileDescriptorProto file = FileDescriptorProto.parseFrom(bytes);
        files.put(file.getName(), file);
        first = first.isEmpty() ? file.getName() : first;
      } catch (InvalidProtocolBufferException e) {
        throw new AssertionError(e);
      }
    }
    return first;
  }

  private FileDescriptor build(String name) {
    if (!files.containsKey(name)) {
      fetch(ServerReflectionRequest.newBuilder().setFileByFilename(name));
    }
    FileDescriptorProto file = Objects.requireNonNull(files.get(name), name);
    FileDescriptor[] needed =
        file.getDependencyList().stream().map(this::build).toArray(FileDescriptor[]::new);
    try {
      return FileDescriptor.buildFrom(file, needed);
    } catch (DescriptorValidationException e) {
      throw new AssertionError(e);
    }
  }

  private ServerReflectionResponse ask(ServerReflectionRequest.Builder question) {
    CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> out =
        ServerReflectionGrpc.newStub(channel)
            .withDeadlineAfter(20, TimeUnit.SECONDS)
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable failure) {
                    answer.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {}
                });
    out.onNext(question.build());
    try {
      ServerReflectionResponse response = answer.join();
      out.onCompleted();
      return response;
    } catch (CompletionException e) {
      throw (StatusRuntimeException) Objects.requireNonNull(e.getCause());
    }
  }
}
