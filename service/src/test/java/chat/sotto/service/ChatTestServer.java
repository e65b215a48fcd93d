package chat.sotto.service;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.service.domain.AuthKey;
import chat.sotto.service.domain.AuthVerifier;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ChatKind;
import chat.sotto.service.domain.ClientMessageId;
import chat.sotto.service.domain.CommitDraft;
import chat.sotto.service.domain.CommitStatement;
import chat.sotto.service.domain.Credentials;
import chat.sotto.service.domain.DeviceCertificate;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.MessageDraft;
import chat.sotto.service.domain.Scope;
import chat.sotto.service.domain.SealedVaultKeys;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.domain.SessionRecord;
import chat.sotto.service.domain.TokenHash;
import chat.sotto.service.domain.Username;
import chat.sotto.service.grpc.chat.ServerPromises;
import chat.sotto.service.grpc.chat.StreamCaller;
import chat.sotto.service.session.StreamLimits;
import chat.sotto.service.store.AppendOutcome;
import chat.sotto.service.store.CreateOutcome;
import chat.sotto.service.store.Registration;
import chat.sotto.service.store.Stores;
import chat.sotto.service.store.memory.MemoryStores;
import chat.sotto.v1.ChatServiceGrpc;
import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The chat service on a loopback socket over a store of its own, without TLS: who calls is what a
 * header names, so that these tests are about conversations alone.
 */
final class ChatTestServer implements AutoCloseable {
  private static final Metadata.Key<String> TOKEN =
      Metadata.Key.of("test-token", Metadata.ASCII_STRING_MARSHALLER);
  private static final Context.Key<SessionRecord> CALLER = Context.key("test-caller");

  final Stores stores;
  final ChatParts parts;
  final ManagedChannel channel;
  private final SecureRandom random = new SecureRandom();
  private final ExecutorService pool = Executors.newFixedThreadPool(4);
  private final ExecutorService reads = Executors.newFixedThreadPool(4);
  private final Server server;

  /** Until when the certificates of those are good who call from now on. */
  volatile Instant certificateEnds = Instant.MAX;

  ChatTestServer() {
    this(MemoryStores.open());
  }

  ChatTestServer(Stores stores) {
    this(stores, Clock.systemUTC(), StreamLimits.PROTOCOL);
  }

  ChatTestServer(Stores stores, Clock clock, StreamLimits limits) {
    this.stores = stores;
    parts =
        ChatParts.over(
            stores,
            clock,
            () -> {
              SessionRecord caller = CALLER.get();
              if (caller == null) {
                throw new IllegalStateException("no caller");
              }
              return new StreamCaller(caller, certificateEnds);
            },
            pool,
            reads,
            new ServerPromises(stores.history(), Optional.empty()),
            limits,
            Telemetry.logAlone());
    try {
      server =
          NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .intercept(new CallerInterceptor())
              .addService(parts.service())
              .addService(ProtoReflectionServiceV1.newInstance())
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    channel =
        NettyChannelBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()))
            .usePlaintext()
            .build();
  }

  private final class CallerInterceptor implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      String token = headers.get(TOKEN);
      if (token == null) {
        return next.startCall(call, headers);
      }
      SessionRecord session =
          stores
              .sessions()
              .find(new TokenHash(bytes(token)), Instant.now())
              .orElseThrow(() -> new IllegalStateException("no such session"));
      return Contexts.interceptCall(
          Context.current().withValue(CALLER, session), call, headers, next);
    }
  }

  private static ByteString bytes(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }

  /** Somebody with a device and a session. */
  final class User {
    final DeviceRef device;
    final TokenHash token;

    private User(DeviceRef device, TokenHash token) {
      this.device = device;
      this.token = token;
    }

    Username name() {
      return device.user();
    }

    private Metadata header() {
      Metadata header = new Metadata();
      header.put(TOKEN, HexFormat.of().formatHex(token.bytes().toByteArray()));
      return header;
    }

    ChatServiceGrpc.ChatServiceBlockingStub calls() {
      return ChatServiceGrpc.newBlockingStub(channel)
          .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(header()))
          .withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    ChatServiceGrpc.ChatServiceStub streams() {
      return ChatServiceGrpc.newStub(channel)
          .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(header()));
    }

    /** A stream that has not said Hello. */
    TestStream stream() {
      return TestStream.open(streams(), true);
    }

    /** A stream that has said Hello with nothing to correct. */
    TestStream connect() {
      TestStream stream = stream();
      stream.hello();
      return stream;
    }
  }

  User user(String name) {
    return user(name, Set.of(Scope.SEND));
  }

  User user(String name, Set<Scope> scopes) {
    Instant now = Instant.now();
    DeviceRef device = new DeviceRef(Username.of(name), DeviceId.random(random));
    AuthKey key = AuthKey.of(randomBytes(32));
    AuthVerifier verifier = AuthVerifier.of(key, random);
    await(
        stores
            .accounts()
            .register(
                new Registration(
                    Optional.empty(),
                    device,
                    randomBytes(32),
                    "test",
                    randomBytes(32),
                    randomBytes(64),
                    new DeviceCertificate(randomBytes(10), randomBytes(16), randomBytes(32), now),
                    key,
                    new Credentials(verifier, verifier, SealedVaultKeys.NONE),
                    Optional.empty(),
                    false),
                now));
    return login(device, scopes);
  }

  /** A further session of a device. */
  User login(DeviceRef device, Set<Scope> scopes) {
    TokenHash token = TokenHash.of(randomBytes(32));
    Instant now = Instant.now();
    boolean created =
        await(stores.sessions().create(new SessionRecord(token, device, scopes, now, now)));
    assertThat(created).isTrue();
    return new User(device, token);
  }

  /** A direct chat that {@code to} has not answered. */
  ChatId request(User from, User to) {
    ChatId chat = ChatId.random(random);
    CreateOutcome outcome =
        await(
            stores
                .chats()
                .create(
                    ChatKind.DIRECT,
                    draft(
                        chat,
                        from,
                        Seq.ZERO,
                        CommitStatement.founding(from.device, List.of(to.name()))),
                    Instant.now()));
    assertThat(outcome).isInstanceOf(CreateOutcome.Created.class);
    return chat;
  }

  /** A direct chat in which both can write: its log has two commits. */
  ChatId chat(User one, User other) {
    ChatId chat = request(one, other);
    AppendOutcome outcome =
        await(
            stores
                .chats()
                .accept(
                    draft(chat, other, new Seq(1), CommitStatement.joining(other.device)),
                    Instant.now()));
    assertThat(outcome).isInstanceOf(AppendOutcome.Stored.class);
    return chat;
  }

  private CommitDraft draft(ChatId chat, User author, Seq after, CommitStatement statement) {
    return new CommitDraft(
        chat,
        author.device,
        ClientMessageId.random(random),
        after,
        randomBytes(40),
        statement,
        randomBytes(40));
  }

  /** Stores a message without anybody being told, as another node would. */
  void store(ChatId chat, User sender, int size) {
    AppendOutcome outcome =
        await(
            stores
                .log()
                .append(
                    new MessageDraft(
                        chat,
                        sender.device,
                        ClientMessageId.random(random),
                        new Seq(2),
                        randomBytes(size)),
                    Instant.now()));
    assertThat(outcome).isInstanceOf(AppendOutcome.Stored.class);
  }

  ByteString randomBytes(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  static <T> T await(CompletableFuture<T> future) {
    return future.join();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.shutdownNow();
    try {
      server.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    pool.shutdown();
    reads.shutdown();
    stores.close();
  }
}
