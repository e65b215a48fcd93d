package chat.sotto.service;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that do a server's work. */
final class WorkerPool {
  private static final Logger log = LoggerFactory.getLogger(WorkerPool.class);
  private static final int IDLE_THREAD_SECONDS = 30;

  private WorkerPool() {}

  /** Threads that end when there is nothing to do for a while. */
  static ThreadPoolExecutor open(String names, int threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_THREAD_SECONDS,
            TimeUnit.SECONDS,
            // Bounded by connections times calls of each.
            new LinkedBlockingQueue<>(),
            new ThreadFactoryBuilder().setNameFormat(names).setDaemon(true).build());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Lets what runs finish, for so long. */
  static void end(ThreadPoolExecutor pool, long millis) throws InterruptedException {
    pool.shutdown();
    if (!pool.awaitTermination(millis, TimeUnit.MILLISECONDS)) {
      log.warn("work is left over; the store is closed under it");
    }
  }
}
