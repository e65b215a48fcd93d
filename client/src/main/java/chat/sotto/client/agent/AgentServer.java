package chat.sotto.client.agent;

import chat.sotto.client.Account;
import chat.sotto.client.model.SoftwareVersion;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.profile.LockHolder;
import chat.sotto.client.profile.ProfileDirectory;
import chat.sotto.client.profile.ProfileLock;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves an account to other processes of the same user, over the profile's {@code agent.sock}. The
 * process holds the profile's lock as long as the server runs.
 */
public final class AgentServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AgentServer.class);

  private final ProfileDirectory directory;
  private final Account account;
  private final ServerSocketChannel server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          new ThreadFactoryBuilder().setNameFormat("sotto-agent-%d").setDaemon(true).build());
  private final Set<ServedCaller> callers = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private AgentServer(ProfileDirectory directory, Account account, ServerSocketChannel server) {
    this.directory = directory;
    this.account = account;
    this.server = server;
  }

  /**
   * Begins to serve. A socket that a killed process left is replaced.
   *
   * @throws SottoException {@code LOCAL_FILE} when the socket cannot be made
   */
  public static AgentServer start(ProfileDirectory directory, Account account) {
    AgentServer agent = new AgentServer(directory, account, AgentSocket.bind(directory));
    agent.threads.execute(agent::acceptCallers);
    return agent;
  }

  /** Ends all connections and takes the socket away. The account stays open. Idempotent. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    try {
      server.close();
      AgentSocket.remove(directory);
    } catch (IOException e) {
      LOG.warn("cannot take {} away", directory.agentSocket(), e);
    }
    callers.forEach(ServedCaller::close);
    threads.shutdown();
  }

  private void acceptCallers() {
    while (!closed) {
      try {
        welcome(server.accept());
      } catch (IOException e) {
        if (!closed) {
          LOG.error("the agent accepts no more callers", e);
        }
        return;
      }
    }
  }

  private void welcome(SocketChannel channel) {
    LineChannel lines = new LineChannel(channel);
    boolean full = callers.size() >= AgentProtocol.MAX_CALLERS;
    try {
      lines.write(
          Json.empty()
              .with("sotto_agent", AgentProtocol.VERSION)
              .with("pid", ProcessHandle.current().pid())
              .with("software", SoftwareVersion.current())
              .with(
                  "command", ProfileLock.holder(directory).map(LockHolder::command).orElse("sotto"))
              .with("busy", full)
              .object());
    } catch (IOException e) {
      LOG.debug("a caller left at once", e);
      full = true;
    }
    if (full) {
      lines.close();
      return;
    }
    ServedCaller caller = new ServedCaller(lines, account, threads);
    callers.add(caller);
    if (closed) {
      caller.close();
    }
    threads.execute(
        () -> {
          try {
            caller.serve();
          } finally {
            callers.remove(caller);
          }
        });
  }
}
