package chat.sotto.benchmarks.attachments;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.Int64Value;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A byte stream as one writes it with generated code: protobuf messages of {@code bytes}, gRPC's
 * own executors and stubs, flow control observed. Nothing is done with the bytes.
 */
final class PlainStream {
  private static final String SERVICE = "sotto.benchmarks.PlainStream";

  private static final MethodDescriptor<BytesValue, Int64Value> PUT =
      method(
          "Put",
          MethodType.CLIENT_STREAMING,
          BytesValue.getDefaultInstance(),
          Int64Value.getDefaultInstance());

  private static final MethodDescriptor<Int64Value, BytesValue> GET =
      method(
          "Get",
          MethodType.SERVER_STREAMING,
          Int64Value.getDefaultInstance(),
          BytesValue.getDefaultInstance());

  private PlainStream() {}

  private static <Q extends Message, A extends Message> MethodDescriptor<Q, A> method(
      String name, MethodType type, Q request, A response) {
    return MethodDescriptor.<Q, A>newBuilder()
        .setType(type)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
        .setRequestMarshaller(ProtoUtils.marshaller(request))
        .setResponseMarshaller(ProtoUtils.marshaller(response))
        .build();
  }

  static ServerServiceDefinition service() {
    return ServerServiceDefinition.builder(SERVICE)
        .addMethod(PUT, ServerCalls.asyncClientStreamingCall(PlainStream::receive))
        .addMethod(
            GET,
            ServerCalls.asyncServerStreamingCall(
                (wanted, observer) -> {
                  var out = (ServerCallStreamObserver<BytesValue>) observer;
                  Source source = new Source(wanted.getValue(), RawStream.GET_CHUNK);
                  out.setOnReadyHandler(
                      () -> source.pump(out::isReady, out::onNext, out::onCompleted));
                }))
        .build();
  }

  private static StreamObserver<BytesValue> receive(StreamObserver<Int64Value> out) {
    return new Sum() {
      @Override
      public void onCompleted() {
        out.onNext(Int64Value.of(sum()));
        out.onCompleted();
      }
    };
  }

  static void put(Channel channel, long bytes) {
    CompletableFuture<Long> stored = new CompletableFuture<>();
    Source source = new Source(bytes, RawStream.PUT_CHUNK);
    ClientCalls.asyncClientStreamingCall(
        channel.newCall(PUT, CallOptions.DEFAULT),
        new ClientResponseObserver<BytesValue, Int64Value>() {
          @Override
          public void beforeStart(ClientCallStreamObserver<BytesValue> out) {
            out.setOnReadyHandler(() -> source.pump(out::isReady, out::onNext, out::onCompleted));
          }

          @Override
          public void onNext(Int64Value answer) {
            stored.complete(answer.getValue());
          }

          @Override
          public void onError(Throwable failure) {
            stored.completeExceptionally(failure);
          }

          @Override
          public void onCompleted() {}
        });
    require(bytes, stored.join());
  }

  static void get(Channel channel, long bytes) {
    CompletableFuture<Long> received = new CompletableFuture<>();
    ClientCalls.asyncServerStreamingCall(
        channel.newCall(GET, CallOptions.DEFAULT),
        Int64Value.of(bytes),
        new Sum() {
          @Override
          public void onError(Throwable failure) {
            received.completeExceptionally(failure);
          }

          @Override
          public void onCompleted() {
            received.complete(sum());
          }
        });
    require(bytes, received.join());
  }

  private static void require(long sent, long received) {
    if (sent != received) {
      throw new IllegalStateException(received + " bytes came, of " + sent);
    }
  }

  /** Counts. */
  private abstract static class Sum implements StreamObserver<BytesValue> {
    private long bytes;

    long sum() {
      return bytes;
    }

    @Override
    public void onNext(BytesValue chunk) {
      bytes += chunk.getValue().size();
    }

    @Override
    public void onError(Throwable failure) {}
  }

  /** So many bytes, in chunks, each in memory of its own as if it had been read. */
  private static final class Source {
    private final int chunk;
    private long left;
    private boolean completed;

    Source(long bytes, int chunk) {
      this.left = bytes;
      this.chunk = chunk;
    }

    void pump(BooleanSupplier ready, Consumer<BytesValue> next, Runnable end) {
      while (left > 0 && ready.getAsBoolean()) {
        int length = (int) Math.min(left, chunk);
        next.accept(BytesValue.of(ByteString.copyFrom(new byte[length])));
        left -= length;
      }
      if (left == 0 && !completed) {
        completed = true;
        end.run();
      }
    }
  }
}
