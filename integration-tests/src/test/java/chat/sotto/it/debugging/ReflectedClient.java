package chat.sotto.it.debugging;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.Descriptors;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.Status;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls as grpcurl does: over mTLS with files, knowing nothing of the services but what the
 * server's reflection tells.
 */
final class ReflectedClient implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;

  private final Call call;
  private final ManagedChannel channel;
  private final Channel withHeader;
  private final Schema schema;

  /** For one call; its files are below the folder. */
  ReflectedClient(Path folder, Call call) {
    this.call = call;
    this.channel = open(folder, call);
    this.withHeader =
        call.header() == null
            ? channel
            : ClientInterceptors.intercept(
                channel, MetadataUtils.newAttachHeadersInterceptor(header(folder, call.header())));
    this.schema = call.schema() == null ? new Reflection(channel) : new KnownSchema();
  }

  private static ManagedChannel open(Path folder, Call call) {
    try {
      SslContextBuilder tls =
          GrpcSslContexts.forClient()
              .protocols("TLSv1.3")
              .trustManager(folder.resolve(String.valueOf(call.ca())).toFile());
      if (call.certificate() != null && call.key() != null) {
        tls.keyManager(
            folder.resolve(call.certificate()).toFile(), folder.resolve(call.key()).toFile());
      }
      return NettyChannelBuilder.forTarget(call.target())
          .sslContext(tls.build())
          .overrideAuthority(String.valueOf(call.serverName()))
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Metadata header(Path folder, String header) {
    try {
      String line =
          header.startsWith("@")
              ? Files.readString(folder.resolve(header.substring(1))).strip()
              : header;
      Metadata metadata = new Metadata();
      metadata.put(
          Metadata.Key.of(line.substring(0, line.indexOf(':')), Metadata.ASCII_STRING_MARSHALLER),
          line.substring(line.indexOf(':') + 1).strip());
      return metadata;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The services or methods, one a line, sorted; or a method's shape. */
  String tell() {
    return switch (call.verb()) {
      case LIST -> String.join("\n", schema.services());
      case LIST_METHODS ->
          String.join(
              "\n",
              schema.services().stream()
                  .flatMap(
                      service ->
                          schema.service(service).getMethods().stream()
                              .map(method -> service + "/" + method.getName())
                              .sorted())
                  .toList());
      case DESCRIBE -> describe();
      case INVOKE -> throw new AssertionError("not a question about the schema");
    };
  }

  private String describe() {
    int dot = call.symbol().lastIndexOf('.');
    Descriptors.MethodDescriptor method =
        schema
            .service(call.symbol().substring(0, dot))
            .findMethodByName(call.symbol().substring(dot + 1));
    return call.symbol()
        + " is a method:\nrpc "
        + method.getName()
        + " ( "
        + (method.isClientStreaming() ? "stream " : "")
        + "."
        + method.getInputType().getFullName()
        + " ) returns ( "
        + (method.isServerStreaming() ? "stream " : "")
        + "."
        + method.getOutputType().getFullName()
        + " );";
  }

  /**
   * What the server answers, and the failure, if there is one, as the last.
   *
   * @param enough when a stream that would go on has said what was waited for
   */
  List<JsonElement> invoke(Predicate<List<JsonElement>> enough) {
    List<JsonElement> answers = new CopyOnWriteArrayList<>();
    try {
      int slash = call.symbol().indexOf('/');
      String service = call.symbol().substring(0, slash);
      Descriptors.MethodDescriptor method =
          schema.service(service).findMethodByName(call.symbol().substring(slash + 1));
      if (method == null) {
        throw unimplemented();
      }
      invoke(service, method, answers, enough);
    } catch (StatusRuntimeException e) {
      answers.add(failure(e));
    }
    return answers;
  }

  /** The server is asked all the same: it has the last word on what it serves. */
  private StatusRuntimeException unimplemented() {
    MethodDescriptor<byte[], byte[]> method =
        MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodType.UNARY)
            .setFullMethodName(call.symbol())
            .setRequestMarshaller(new Nothing())
            .setResponseMarshaller(new Nothing())
            .build();
    try {
      ClientCalls.blockingUnaryCall(withHeader, method, options(), new byte[0]);
      throw new AssertionError(call.symbol() + " exists");
    } catch (StatusRuntimeException e) {
      return e;
    }
  }

  private CallOptions options() {
    return CallOptions.DEFAULT.withDeadlineAfter(
        call.seconds() == 0 ? PATIENCE_SECONDS : call.seconds(), SECONDS);
  }

  private void invoke(
      String service,
      Descriptors.MethodDescriptor method,
      List<JsonElement> answers,
      Predicate<List<JsonElement>> enough) {
    MethodDescriptor<DynamicMessage, DynamicMessage> descriptor =
        MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
            .setType(type(method))
            .setFullMethodName(MethodDescriptor.generateFullMethodName(service, method.getName()))
            .setRequestMarshaller(
                ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getInputType())))
            .setResponseMarshaller(
                ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getOutputType())))
            .build();
    List<DynamicMessage> requests = requests(method);
    switch (descriptor.getType()) {
      case UNARY ->
          answers.add(
              json(
                  ClientCalls.blockingUnaryCall(
                      withHeader, descriptor, options(), requests.get(0))));
      case SERVER_STREAMING -> {
        Iterator<DynamicMessage> stream =
            ClientCalls.blockingServerStreamingCall(
                withHeader, descriptor, options(), requests.get(0));
        while (stream.hasNext()) {
          answers.add(json(stream.next()));
        }
      }
      case BIDI_STREAMING -> bidirectional(descriptor, requests, answers, enough);
      default -> throw new AssertionError("no such calls here: " + descriptor.getType());
    }
  }

  private static MethodType type(Descriptors.MethodDescriptor method) {
    if (method.isClientStreaming()) {
      return method.isServerStreaming() ? MethodType.BIDI_STREAMING : MethodType.CLIENT_STREAMING;
    }
    return method.isServerStreaming() ? MethodType.SERVER_STREAMING : MethodType.UNARY;
  }

  private List<DynamicMessage> requests(Descriptors.MethodDescriptor method) {
    List<DynamicMessage> requests = new ArrayList<>();
    for (String data : call.data().isEmpty() ? List.of("{}") : call.data()) {
      DynamicMessage.Builder request = DynamicMessage.newBuilder(method.getInputType());
      try {
        JsonFormat.parser().merge(data, request);
      } catch (InvalidProtocolBufferException e) {
        throw new AssertionError("the document's request does not fit its method", e);
      }
      requests.add(request.build());
    }
    return requests;
  }

  /** Holds the stream open until what was waited for has come, then ends it in order. */
  private void bidirectional(
      MethodDescriptor<DynamicMessage, DynamicMessage> method,
      List<DynamicMessage> requests,
      List<JsonElement> answers,
      Predicate<List<JsonElement>> enough) {
    CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    StreamObserver<DynamicMessage> out =
        ClientCalls.asyncBidiStreamingCall(
            withHeader.newCall(method, options()),
            new StreamObserver<>() {
              @Override
              public void onNext(DynamicMessage answer) {
                answers.add(json(answer));
              }

              @Override
              public void onError(Throwable failure) {
                end.completeExceptionally(failure);
              }

              @Override
              public void onCompleted() {
                end.complete(null);
              }
            });
    requests.forEach(out::onNext);
    Awaitility.await()
        .atMost(PATIENCE_SECONDS, SECONDS)
        .until(() -> end.isDone() || enough.test(answers));
    if (!end.isDone()) {
      out.onCompleted();
    }
    try {
      end.orTimeout(PATIENCE_SECONDS, SECONDS).join();
    } catch (java.util.concurrent.CompletionException e) {
      throw (StatusRuntimeException) Objects.requireNonNull(e.getCause());
    }
  }

  private static JsonElement json(DynamicMessage message) {
    try {
      return JsonParser.parseString(JsonFormat.printer().print(message));
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  /** In the form in which buf prints it. */
  private static JsonObject failure(StatusRuntimeException e) {
    JsonObject json = new JsonObject();
    json.addProperty("code", e.getStatus().getCode().name().toLowerCase(Locale.ROOT));
    json.addProperty("message", e.getStatus().getDescription());
    Status status = StatusProto.fromThrowable(e);
    if (status != null && status.getDetailsCount() > 0) {
      JsonArray details = new JsonArray();
      status
          .getDetailsList()
          .forEach(
              any -> {
                JsonObject detail = new JsonObject();
                String url = any.getTypeUrl();
                detail.addProperty("type", url.substring(url.indexOf('/') + 1));
                detail.addProperty(
                    "value",
                    Base64.getEncoder()
                        .withoutPadding()
                        .encodeToString(any.getValue().toByteArray()));
                details.add(detail);
              });
      json.add("details", details);
    }
    return json;
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }

  /** What is known of the services. */
  interface Schema {
    List<String> services();

    ServiceDescriptor service(String name);
  }

  /** From the .proto files that the document names, which are those of this build. */
  private static final class KnownSchema implements Schema {
    @Override
    public List<String> services() {
      throw new AssertionError("a schema says what there is, not what is served");
    }

    @Override
    public ServiceDescriptor service(String name) {
      for (Descriptors.FileDescriptor file :
          List.of(
              chat.sotto.v1.EnrollmentServiceOuterClass.getDescriptor(),
              chat.sotto.v1.ChatServiceOuterClass.getDescriptor())) {
        ServiceDescriptor found = file.findServiceByName(name.substring("sotto.v1.".length()));
        if (found != null) {
          return found;
        }
      }
      throw new AssertionError("no service " + name);
    }
  }

  private static final class Nothing implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public java.io.InputStream stream(byte[] value) {
      return new java.io.ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(java.io.InputStream stream) {
      return new byte[0];
    }
  }
}
