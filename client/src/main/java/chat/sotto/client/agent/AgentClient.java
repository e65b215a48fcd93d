package chat.sotto.client.agent;

import chat.sotto.client.model.EventListener;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SoftwareVersion;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Subscription;
import chat.sotto.client.model.TransferListener;
import chat.sotto.client.profile.ProfileDirectory;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the agent of a profile. Calls may come from any thread; one thread reads the
 * answers.
 */
final class AgentClient implements AutoCloseable {
  /** An agent that accepts and says nothing for so long is stuck. */
  private static final long HELLO_SECONDS = 5;

  private static final int MAX_NAME = 40;

  private final LineChannel lines;
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
  private final Map<Long, RemoteSubscription> subscriptions = new ConcurrentHashMap<>();
  private final CompletableFuture<Json> hello = new CompletableFuture<>();
  private volatile boolean ended;

  private AgentClient(LineChannel lines) {
    this.lines = lines;
  }

  /**
   * Connects; empty when no agent serves the profile.
   *
   * @throws SottoException {@code PROFILE_IN_USE} when there is one that cannot be spoken to
   */
  static Optional<AgentClient> connect(ProfileDirectory directory) {
    Optional<SocketChannel> channel = AgentSocket.connect(directory);
    if (channel.isEmpty()) {
      return Optional.empty();
    }
    AgentClient client = new AgentClient(new LineChannel(channel.get()));
    Thread reader = new Thread(client::readLines, "sotto-agent-reader");
    reader.setDaemon(true);
    reader.start();
    try {
      return client.isWelcome(client.awaitHello()) ? Optional.of(client) : Optional.empty();
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  /** A call that gives one value. */
  Json one(String name, Json args) {
    return await(call(name, args).result).result();
  }

  /** A call that gives a list. */
  List<Json> list(String name, Json args) {
    return await(call(name, args).result).items();
  }

  /** A send: returns when the message is in the profile. */
  CompletableFuture<Json> send(Json args) {
    Pending sending = call("send", args);
    await(sending.queued);
    return sending.result.thenApply(Answer::result);
  }

  /**
   * A call that moves a file. An interrupt of this thread is passed on, and the outcome awaited all
   * the same: the other side knows whether the file is taken.
   */
  Json transfer(String name, Json args, TransferListener progress) {
    long id = ids.incrementAndGet();
    Pending call = new Pending(progress);
    start(id, name, args, call);
    boolean interrupted = false;
    while (true) {
      try {
        Json result = call.result.get().result();
        restore(interrupted);
        return result;
      } catch (InterruptedException e) {
        if (!interrupted) {
          interrupted = true;
          forgotten("cancel", Json.empty().with("call", id));
        }
      } catch (ExecutionException e) {
        restore(interrupted);
        throw failure(e);
      }
    }
  }

  private static void restore(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Begins to listen. */
  Subscription listen(EventListener listener) {
    long id = ids.incrementAndGet();
    RemoteSubscription subscription = new RemoteSubscription(listener, () -> unlisten(id));
    subscriptions.put(id, subscription);
    try {
      await(call(id, "listen", Json.empty()).result);
      return subscription;
    } catch (RuntimeException e) {
      subscriptions.remove(id);
      subscription.stop();
      throw e;
    }
  }

  /** Ends the connection: calls in flight fail, subscriptions end without a word. */
  @Override
  public void close() {
    subscriptions.values().forEach(RemoteSubscription::stop);
    subscriptions.clear();
    lines.close();
  }

  private Json awaitHello() {
    try {
      return hello.get(HELLO_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new SottoException(
              Reason.PROFILE_IN_USE, "the process that holds the profile does not answer")
          .hint("end it, then try again")
          .cause(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    } catch (ExecutionException e) {
      // It ended at this very moment.
      return Json.empty();
    }
  }

  private boolean isWelcome(Json greeting) {
    if (!greeting.has("sotto_agent")) {
      close();
      return false;
    }
    if (greeting.integer("sotto_agent") != AgentProtocol.VERSION) {
      throw incompatible(greeting);
    }
    if (greeting.flag("busy")) {
      throw new SottoException(
              Reason.LIMIT_REACHED,
              "more than " + AgentProtocol.MAX_CALLERS + " processes use this profile at once")
          .hint("try again when some have ended");
    }
    return true;
  }

  private static SottoException incompatible(Json greeting) {
    long pid = greeting.number("pid");
    int version = greeting.integer("sotto_agent");
    // What it says of itself was written by another program: enough of it to be recognised.
    String software = greeting.has("software") ? greeting.text("software") : "";
    String command = greeting.has("command") ? greeting.text("command") : "";
    return new SottoException(
            Reason.AGENT_INCOMPATIBLE,
            "the profile is held by process "
                + pid
                + (command.isEmpty() ? "" : " ('" + shortened(command) + "')")
                + ", which runs "
                + (version > AgentProtocol.VERSION ? "a newer" : "an older")
                + " sotto"
                + (software.isEmpty() ? "" : " (" + shortened(software) + ")")
                + " than this one ("
                + SoftwareVersion.current()
                + "); the two do not understand each other")
        .hint(
            version > AgentProtocol.VERSION
                ? "use that newer sotto here as well, or end process " + pid
                : "end process " + pid + " and start it again with this sotto");
  }

  private static String shortened(String text) {
    return text.length() <= MAX_NAME ? text : text.substring(0, MAX_NAME);
  }

  private Pending call(String name, Json args) {
    return call(ids.incrementAndGet(), name, args);
  }

  private Pending call(long id, String name, Json args) {
    Pending call = new Pending(TransferListener.NONE);
    start(id, name, args, call);
    return call;
  }

  private void start(long id, String name, Json args, Pending call) {
    pending.put(id, call);
    try {
      lines.write(
          Json.empty().with("id", id).with("call", name).with("args", args.object()).object());
    } catch (LineChannel.LineTooLongException e) {
      pending.remove(id);
      throw new SottoException(Reason.PAYLOAD_TOO_LARGE, "the text is too long");
    } catch (IOException e) {
      pending.remove(id);
      throw gone().cause(e);
    }
    if (ended) {
      // The reader has failed the others already, perhaps before this one was there.
      call.fail(gone());
    }
  }

  private void unlisten(long id) {
    if (subscriptions.remove(id) != null && !ended) {
      // The subscription has ended on this side.
      forgotten("unlisten", Json.empty().with("subscription", id));
    }
  }

  /** A call for whose answer nobody waits. */
  private void forgotten(String name, Json args) {
    Pending ignored = call(name, args);
    ignored.queued.complete(null);
  }

  private void readLines() {
    SottoException cause = gone();
    try {
      for (JsonObject line = lines.read(); line != null; line = lines.read()) {
        if (hello.isDone()) {
          take(new Json(line));
        } else {
          hello.complete(new Json(line));
        }
      }
    } catch (IOException | RuntimeException e) {
      cause = gone().cause(e);
    }
    ended = true;
    lines.close();
    hello.completeExceptionally(cause);
    for (Pending call : pending.values()) {
      call.fail(cause);
    }
    pending.clear();
    for (RemoteSubscription subscription : subscriptions.values()) {
      subscription.end(cause);
    }
  }

  private void take(Json line) {
    long id = line.number("id");
    RemoteSubscription subscription = subscriptions.get(id);
    if (line.has("event")) {
      if (subscription != null) {
        try {
          subscription.offer(Events.read(line.child("event")));
        } catch (Json.MalformedException e) {
          if (!e.field().equals("type")) {
            throw e;
          }
          // A newer agent says something that this version does not know: nothing depends on it.
        }
      }
      return;
    }
    if (line.has("end")) {
      if (subscription != null) {
        subscriptions.remove(id);
        subscription.end(Values.readFailure(line.child("end")));
      }
      return;
    }
    Pending call = pending.get(id);
    if (call == null) {
      return;
    }
    if (line.has("progress")) {
      call.progress(line.child("progress"));
    } else if (line.has("item")) {
      call.add(line.child("item"));
    } else if (line.has("queued")) {
      call.queued.complete(null);
    } else {
      pending.remove(id);
      if (line.has("error")) {
        call.fail(Values.readFailure(line.child("error")));
      } else {
        call.end(line.child("result"));
      }
    }
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  private static SottoException failure(ExecutionException e) {
    if (e.getCause() instanceof SottoException failure) {
      return failure;
    }
    throw new IllegalStateException("a call to the agent ended strangely", e);
  }

  private static SottoException gone() {
    return new SottoException(
            Reason.AGENT_GONE, "the process that holds the profile ended during the call")
        .hint("try again; what was sent already is not lost");
  }

  private static SottoException interrupted(InterruptedException e) {
    return new SottoException(Reason.AGENT_GONE, "interrupted while waiting for the agent")
        .cause(e);
  }

  /**
   * What a call gave.
   *
   * @param items the elements of a list
   * @param result what ended the call
   */
  private record Answer(List<Json> items, Json result) {}

  /** A call that has not ended. Its items are touched by the reading thread alone until it has. */
  private static final class Pending {
    final CompletableFuture<@Nullable Void> queued = new CompletableFuture<>();
    final CompletableFuture<Answer> result = new CompletableFuture<>();
    private final List<Json> items = new ArrayList<>();
    private final TransferListener listener;

    Pending(TransferListener listener) {
      this.listener = listener;
    }

    void progress(Json json) {
      listener.progress(json.number("done"), json.number("total"));
    }

    void add(Json item) {
      if (items.size() == AgentProtocol.MAX_ITEMS) {
        throw new Json.MalformedException("item");
      }
      items.add(item);
    }

    void end(Json value) {
      queued.complete(null);
      result.complete(new Answer(items, value));
    }

    void fail(SottoException cause) {
      queued.completeExceptionally(cause);
      result.completeExceptionally(cause);
    }
  }
}
