package chat.sotto.service;

import com.google.common.base.Throwables;
import com.google.common.net.HostAndPort;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The server cannot listen where it is told to. */
public final class PortUnusableException extends IOException {
  /** Where devices connect. */
  public static final String CHAT = "chat";

  /** Where devices register. */
  public static final String ENROLLMENT = "enrolment";

  /** Where metrics are read. */
  public static final String METRICS = "metrics";

  private static final long serialVersionUID = 1;

  /** What is to listen there. */
  private final String listener;

  private final String address;
  private final boolean inUse;

  /**
   * It cannot listen there.
   *
   * @param listener what is to listen there: {@link #CHAT}, {@link #ENROLLMENT} or {@link #METRICS}
   * @param cause what the system says
   */
  PortUnusableException(InetSocketAddress address, String listener, IOException cause) {
    super(words(address, listener, cause), cause);
    this.listener = listener;
    this.address = text(address);
    this.inUse = isInUse(cause);
  }

  private static String words(InetSocketAddress address, String listener, IOException cause) {
    return isInUse(cause)
        ? "another program listens on " + text(address) + " (" + listener + ")"
        : "cannot listen on " + text(address) + " (" + listener + "): " + reason(cause);
  }

  private static String text(InetSocketAddress address) {
    return HostAndPort.fromParts(address.getHostString(), address.getPort()).toString();
  }

  private static boolean isInUse(IOException cause) {
    return reason(cause).contains("Address already in use");
  }

  private static String reason(IOException cause) {
    return String.valueOf(Throwables.getRootCause(cause).getMessage());
  }

  /** What is to listen there: {@link #CHAT}, {@link #ENROLLMENT} or {@link #METRICS}. */
  public String listener() {
    return listener;
  }

  /** Where, as {@code HOST:PORT}. */
  public String address() {
    return address;
  }

  /**
   * Whether another program listens there; else the address is none of this machine's, or the port
   * only for privileged programs.
   */
  public boolean isInUse() {
    return inUse;
  }
}
