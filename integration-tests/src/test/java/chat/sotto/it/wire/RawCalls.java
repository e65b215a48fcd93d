package chat.sotto.it.wire;

import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** Says bytes that no generated stub would say. */
public final class RawCalls {
  private static final int READ_MILLIS = 10_000;

  private RawCalls() {}

  /** A unary call with any bytes for a request. */
  public static byte[] unary(
      WireConnection connection, MethodDescriptor<?, ?> method, byte[] request) {
    MethodDescriptor<byte[], byte[]> raw =
        method.toBuilder(new WireStream.RawBytes(), new WireStream.RawBytes()).build();
    return ClientCalls.blockingUnaryCall(connection.calls(), raw, CallOptions.DEFAULT, request);
  }

  /** Says something on the bare socket and waits until the other side closes. */
  public static void sayPlain(InetSocketAddress address, String text) throws IOException {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      sayAndWait(socket, text);
    }
  }

  /**
   * Says something inside TLS with a device's certificate and waits until the other side closes.
   */
  public static void sayOverTls(InetSocketAddress address, WireDevice device, String text)
      throws IOException {
    try (SSLSocket socket =
        (SSLSocket)
            tls(device).getSocketFactory().createSocket(address.getAddress(), address.getPort())) {
      javax.net.ssl.SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2"});
      socket.setSSLParameters(parameters);
      sayAndWait(socket, text);
    }
  }

  private static void sayAndWait(Socket socket, String text) throws IOException {
    socket.setSoTimeout(READ_MILLIS);
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    InputStream in = socket.getInputStream();
    try {
      while (in.read() >= 0) {
        // Whatever it answers, it must end.
      }
    } catch (java.net.SocketTimeoutException e) {
      throw new AssertionError("the server keeps the connection", e);
    } catch (IOException reset) {
      // An end as good as any.
    }
  }

  private static SSLContext tls(WireDevice device) {
    try {
      char[] none = new char[0];
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "device",
          device.keys().tls().getPrivate(),
          none,
          new X509Certificate[] {device.certificate()});
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, none);
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(
          keys.getKeyManagers(), new TrustManager[] {new PinnedCa(device.fingerprint())}, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
