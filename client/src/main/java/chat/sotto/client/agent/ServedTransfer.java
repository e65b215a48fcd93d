package chat.sotto.client.agent;

import chat.sotto.client.Account;
import chat.sotto.client.model.FileToSend;
import chat.sotto.client.model.SaveTarget;
import chat.sotto.client.model.TransferListener;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way for a caller: on a thread of its own, which is interrupted when the caller says
 * so or is gone.
 */
final class ServedTransfer {
  /** Progress is told so often, and at the end. */
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Account account;
  private final String name;
  private final Json args;
  private final Executor threads;
  private @Nullable Thread thread;
  private boolean cancelled;

  /** One of {@code sendFile} and {@code save}. */
  ServedTransfer(Account account, String name, Json args, Executor threads) {
    this.account = account;
    this.name = name;
    this.args = args;
    this.threads = threads;
  }

  /** Runs to the end on this thread. */
  Calls.Answer run(BiConsumer<Long, Long> progress) {
    synchronized (this) {
      thread = Thread.currentThread();
      if (cancelled) {
        thread.interrupt();
      }
    }
    Latest latest = new Latest(threads, progress);
    try {
      TransferListener listener = new Rare(latest);
      return new Calls.Answer(List.of(), name.equals("save") ? save(listener) : send(listener));
    } finally {
      // The answer comes after what was told, and by then no byte waits for either.
      latest.end();
      synchronized (this) {
        thread = null;
        // The thread is the pool's, and goes on to others.
        var unused = Thread.interrupted();
      }
    }
  }

  /** Ends it as an interrupt of the calling thread would. */
  synchronized void cancel() {
    cancelled = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  private Json send(TransferListener listener) {
    return Values.write(
        account.sendFile(
            args.chat("chat"),
            new FileToSend(
                path(),
                args.text("caption"),
                args.seqOrNull("reply_to"),
                args.flag("keep_metadata")),
            listener));
  }

  private Json save(TransferListener listener) {
    return Values.write(
        account.save(
            args.chat("chat"),
            args.seq("seq"),
            new SaveTarget(path(), args.flag("overwrite")),
            listener));
  }

  /** This process may be in another folder than its caller. */
  private Path path() {
    try {
      Path path = Path.of(args.text("path"));
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw new Json.MalformedException("path");
    }
    throw new Json.MalformedException("path");
  }

  /** Passes on what is new after a while, and the end. */
  private static final class Rare implements TransferListener {
    private final Latest target;
    private long toldAt = System.nanoTime() - INTERVAL_NANOS;

    Rare(Latest target) {
      this.target = target;
    }

    @Override
    public void progress(long done, long total) {
      long now = System.nanoTime();
      if (done >= total || now - toldAt >= INTERVAL_NANOS) {
        toldAt = now;
        target.tell(done, total);
      }
    }
  }
}
