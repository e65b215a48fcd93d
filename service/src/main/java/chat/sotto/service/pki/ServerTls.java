package chat.sotto.service.pki;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.DelegatingSslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.OpenSsl;
import io.grpc.netty.shaded.io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.netty.shaded.io.netty.internal.tcnative.SSL;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * The TLS settings of the two listeners: TLS 1.3 alone, over the bundled BoringSSL.
 *
 * <p>Sessions are never resumed and there is no 0-RTT: BoringSSL is told on each engine to make no
 * tickets, which Netty, left alone, would have it do in TLS 1.3 unless a system property forbade it
 * to the whole process; early data would have to be enabled and needs a ticket anyway. The JDK's
 * own provider cannot be told, so there is no falling back to it: where BoringSSL does not load,
 * the server does not start.
 */
public final class ServerTls {
  private static final String PROTOCOL = "TLSv1.3";

  private ServerTls() {}

  /** The chat listener's: a client certificate is required, and {@code trust} decides on it. */
  public static SslContext mutual(ServerIdentity identity, DeviceTrust trust) throws SSLException {
    return build(
        SslContextBuilder.forServer(identity).clientAuth(ClientAuth.REQUIRE).trustManager(trust));
  }

  /** The enrolment listener's: clients have no certificate yet. */
  public static SslContext serverOnly(ServerIdentity identity) throws SSLException {
    return build(SslContextBuilder.forServer(identity).clientAuth(ClientAuth.NONE));
  }

  private static SslContext build(SslContextBuilder builder) throws SSLException {
    if (!OpenSsl.isAvailable()) {
      throw new SSLException(
          "the bundled BoringSSL does not run on this system", OpenSsl.unavailabilityCause());
    }
    return new WithoutTickets(
        GrpcSslContexts.configure(builder, SslProvider.OPENSSL).protocols(PROTOCOL).build());
  }

  private static final class WithoutTickets extends DelegatingSslContext {
    WithoutTickets(SslContext context) {
      super(context);
    }

    @Override
    protected void initEngine(SSLEngine engine) {
      SSL.setOptions(((ReferenceCountedOpenSslEngine) engine).sslPointer(), SSL.SSL_OP_NO_TICKET);
    }
  }
}
