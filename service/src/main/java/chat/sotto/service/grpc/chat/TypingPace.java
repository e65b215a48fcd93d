package chat.sotto.service.grpc.chat;

import com.google.common.base.Ticker;
import java.time.Duration;

/**
 * How often one stream may show that its user types; what is beyond is dropped. Confined to the
 * stream's executor.
 */
final class TypingPace {
  private static final int SIGNS = 5;
  private static final long WINDOW = Duration.ofSeconds(1).toNanos();

  private final Ticker ticker;
  private long windowBegan;
  private int signs;

  TypingPace(Ticker ticker) {
    this.ticker = ticker;
    windowBegan = ticker.read();
  }

  boolean allows() {
    long now = ticker.read();
    if (now - windowBegan >= WINDOW) {
      windowBegan = now;
      signs = 0;
    }
    return signs++ < SIGNS;
  }
}
