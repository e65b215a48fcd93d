package chat.sotto.client.agent;

import chat.sotto.client.Account;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.EventListener;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SentMessage;
import chat.sotto.client.model.SoftwareVersion;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Subscription;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One caller of the agent. One thread reads its calls; beyond the bounds of {@link AgentProtocol}
 * it stops reading until earlier ones have ended.
 */
final class ServedCaller {
  private static final Logger LOG = LoggerFactory.getLogger(ServedCaller.class);

  private final LineChannel lines;
  private final Account account;
  private final Executor threads;
  private final Semaphore calls = new Semaphore(AgentProtocol.MAX_CALLS);
  private final Semaphore sends = new Semaphore(AgentProtocol.MAX_SENDS);
  private final Map<Long, Subscription> subscriptions = new ConcurrentHashMap<>();
  private final Map<Long, ServedTransfer> transfers = new ConcurrentHashMap<>();

  ServedCaller(LineChannel lines, Account account, Executor threads) {
    this.lines = lines;
    this.account = account;
    this.threads = threads;
  }

  /** Reads calls until the caller leaves. */
  void serve() {
    try {
      JsonObject line = lines.read();
      while (line != null) {
        begin(new Json(line));
        line = lines.read();
      }
    } catch (IOException | Json.MalformedException | RejectedExecutionException e) {
      LOG.debug("a caller is cut off", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close();
      subscriptions.values().forEach(Subscription::close);
      transfers.values().forEach(ServedTransfer::cancel);
    }
  }

  /** Cuts the caller off. What it has begun goes on, other than files that are not taken yet. */
  void close() {
    lines.close();
  }

  private void begin(Json line) throws InterruptedException {
    long id = line.number("id");
    String name = line.text("call");
    Json args = line.child("args");
    switch (name) {
      case "send" -> {
        sends.acquire();
        send(id, args);
      }
      case "sendFile", "save" -> transfer(id, name, args);
      case "cancel" -> answer(id, () -> cancel(args.number("call")));
      case "listen" -> listen(id);
      case "unlisten" -> answer(id, () -> unlisten(args.number("subscription")));
      default -> {
        calls.acquire();
        threads.execute(
            () -> {
              try {
                answer(id, () -> call(name, args));
              } finally {
                calls.release();
              }
            });
      }
    }
  }

  private Calls.Answer call(String name, Json args) {
    Calls.Call call = Calls.find(name);
    if (call == null) {
      long pid = ProcessHandle.current().pid();
      throw new SottoException(
              Reason.NOT_OFFERED,
              "the profile is held by process "
                  + pid
                  + ", which runs sotto "
                  + SoftwareVersion.current()
                  + " and does not offer this")
          .hint("end process " + pid + " and start it again with the sotto that you use here");
    }
    return call.of(account, args);
  }

  /** On the reading thread, so that messages are queued in the order in which they were sent. */
  private void send(long id, Json args) {
    try {
      var unused =
          account
              .sendAsync(args.chat("chat"), args.text("text"), args.seqOrNull("reply_to"))
              .whenComplete((sent, failure) -> sent(id, sent, failure));
      write(id, "queued", true);
    } catch (RuntimeException e) {
      sends.release();
      write(id, "error", Values.write(typed(e)).object());
    }
  }

  private void sent(long id, @Nullable SentMessage sent, @Nullable Throwable failure) {
    sends.release();
    if (sent != null) {
      write(id, "result", Values.write(sent).object());
    } else if (failure != null) {
      Throwable cause =
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure;
      write(id, "error", Values.write(typed(cause)).object());
    }
  }

  /** On a thread of its own: it may take long, and ends when the caller leaves. */
  private void transfer(long id, String name, Json args) {
    if (transfers.size() >= AgentProtocol.MAX_TRANSFERS) {
      SottoException refusal =
          new SottoException(
              Reason.LIMIT_REACHED,
              "one process has at most " + AgentProtocol.MAX_TRANSFERS + " files on their way");
      write(id, "error", Values.write(refusal).object());
      return;
    }
    ServedTransfer transfer = new ServedTransfer(account, name, args, threads);
    transfers.put(id, transfer);
    threads.execute(
        () -> {
          try {
            answer(id, () -> transfer.run((done, total) -> progress(id, done, total)));
          } finally {
            transfers.remove(id);
          }
        });
  }

  private void progress(long id, long done, long total) {
    write(id, "progress", Json.empty().with("done", done).with("total", total).object());
  }

  private Calls.Answer cancel(long id) {
    ServedTransfer transfer = transfers.get(id);
    if (transfer != null) {
      transfer.cancel();
    }
    return new Calls.Answer(List.of(), Json.empty());
  }

  private void listen(long id) {
    try {
      if (subscriptions.size() >= AgentProtocol.MAX_SUBSCRIPTIONS) {
        throw new SottoException(
            Reason.LIMIT_REACHED,
            "one process listens at most " + AgentProtocol.MAX_SUBSCRIPTIONS + " times");
      }
      subscriptions.put(id, account.listen(new Forwarder(id)));
      write(id, "result", new JsonObject());
    } catch (RuntimeException e) {
      write(id, "error", Values.write(typed(e)).object());
    }
  }

  private Calls.Answer unlisten(long id) {
    Subscription subscription = subscriptions.remove(id);
    if (subscription != null) {
      subscription.close();
    }
    return new Calls.Answer(List.of(), Json.empty());
  }

  private void answer(long id, Supplier<Calls.Answer> call) {
    try {
      Calls.Answer answer = call.get();
      answer.items().forEach(item -> write(id, "item", item.object()));
      write(id, "result", answer.result().object());
    } catch (RuntimeException e) {
      write(id, "error", Values.write(typed(e)).object());
    }
  }

  private static SottoException typed(Throwable failure) {
    if (failure instanceof SottoException known) {
      return known;
    }
    if (failure instanceof Json.MalformedException malformed) {
      return new SottoException(
              Reason.MALFORMED_FRAME, "'" + malformed.field() + "' is missing or malformed")
          .field(malformed.field());
    }
    LOG.error("a call to the agent failed", failure);
    return new SottoException(Reason.INTERNAL, "the process that holds the profile failed")
        .hint("its log says more");
  }

  /** Whoever does not read blocks the thread that writes to it, and nobody else's. */
  private void write(long id, String what, Object value) {
    try {
      lines.write(Json.empty().with("id", id).with(what, value).object());
    } catch (LineChannel.LineTooLongException e) {
      LOG.error("an answer does not fit into a line", e);
      close();
    } catch (IOException e) {
      // The reading thread notices as well, and cleans up.
      close();
    }
  }

  /** Passes events on. */
  private final class Forwarder implements EventListener {
    private final long id;

    Forwarder(long id) {
      this.id = id;
    }

    @Override
    public void onEvent(Event event) {
      write(id, "event", Events.write(event).object());
    }

    @Override
    public void onEnd(SottoException cause) {
      subscriptions.remove(id);
      write(id, "end", Values.write(cause).object());
    }
  }
}
