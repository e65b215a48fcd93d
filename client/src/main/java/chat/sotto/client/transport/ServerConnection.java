package chat.sotto.client.transport;

import chat.sotto.client.trust.CaFingerprint;
import chat.sotto.client.trust.ServerTrust;
import chat.sotto.client.trust.TlsIdentity;
import chat.sotto.client.vault.VaultRecords;
import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/**
 * A connection to the chat listener, on which the device shows its certificate. It connects with
 * the first call and again whenever a call needs it. Usable from any thread.
 */
public final class ServerConnection implements ServerLinks, AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final ManagedChannel channel;
  private volatile Optional<String> bearer = Optional.empty();
  private final AuthLink auth;
  private final DirectoryLink directory;
  private final ChatLink chats;
  private final VaultRecords vault;
  private final AttachmentLink attachments;
  private final AdminLink admin;

  private ServerConnection(ManagedChannel channel, Endpoint endpoint) {
    this.channel = channel;
    Channel calls =
        ClientInterceptors.intercept(channel, new UnaryDeadline(LIMIT), new BearerToken());
    Errors errors = new Errors(endpoint);
    Caller caller = new Caller(errors);
    this.auth = new GrpcAuthLink(calls, caller);
    this.directory = new GrpcDirectoryLink(calls, caller);
    this.chats = new GrpcChatLink(calls, caller, errors);
    this.vault = new GrpcVaultRecords(calls, caller);
    this.attachments = new GrpcAttachmentLink(calls, caller, errors);
    this.admin = new GrpcAdminLink(calls, caller);
  }

  /**
   * Opens one; the first call connects.
   *
   * @param pinned the only server that is believed
   * @param clock for the dates in its certificate
   * @param identity what the device shows
   */
  public static ServerConnection open(
      Endpoint endpoint, CaFingerprint pinned, InstantSource clock, TlsIdentity identity) {
    return new ServerConnection(
        Channels.mutual(
            endpoint, pinned.serverId().hostName(), new ServerTrust(pinned, clock), identity),
        endpoint);
  }

  /** The session token to send from now on; empty for none. */
  public void useToken(ByteString token) {
    bearer =
        token.isEmpty()
            ? Optional.empty()
            : Optional.of(
                "Bearer "
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(token.toByteArray()));
  }

  /** Whether calls carry a session token. */
  public boolean hasToken() {
    return bearer.isPresent();
  }

  @Override
  public AuthLink auth() {
    return auth;
  }

  @Override
  public DirectoryLink directory() {
    return directory;
  }

  @Override
  public ChatLink chats() {
    return chats;
  }

  @Override
  public AttachmentLink attachments() {
    return attachments;
  }

  @Override
  public VaultRecords vault() {
    return vault;
  }

  @Override
  public AdminLink admin() {
    return admin;
  }

  @Override
  public void close() {
    Caller.shutdown(channel);
  }

  /** Adds the session token to every call. */
  private final class BearerToken implements ClientInterceptor {
    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(
        MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
      return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
        @Override
        public void start(Listener<R> listener, Metadata headers) {
          bearer.ifPresent(token -> headers.put(AUTHORIZATION, token));
          super.start(listener, headers);
        }
      };
    }
  }
}
