package chat.sotto.mls.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.error.MalformedException;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.error.UnavailableException;
import chat.sotto.mls.fixture.Structure;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What has to hold for any bytes at all. */
public final class Tolerance {
  /**
   * Java objects that a byte may become; the most is made of empty keys in a path, two bytes each.
   */
  private static final int BYTES_PER_BYTE = 120;

  /** An exception with its stack trace, readers, empty lists. */
  private static final int CONSTANT = 32 * 1024;

  /** Cryptography in Java, and as many message keys as a sender may skip. */
  private static final int STEP = 16 << 20;

  /** Decoded, copied, hashed, signed over, several times each. */
  private static final int STEP_BYTES_PER_BYTE = 1000;

  /** So many steps may load classes, which the fuzzer rewrites meanwhile. */
  private static final int WARM_UP = 200;

  private static final AtomicInteger STEPS = new AtomicInteger();
  private static final int MESSAGE_LENGTH = 100;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Tolerance() {}

  /**
   * Decodes. Either the bytes are malformed, or they are encoded the same again; and what is
   * allocated is in proportion to their own number, whatever lengths they claim.
   */
  public static void decode(Structure structure, Bytes bytes) {
    Optional<? extends Encodable> decoded = Optional.empty();
    long allowed = CONSTANT + (long) BYTES_PER_BYTE * bytes.length();
    long allocated = Long.MAX_VALUE;
    // The first time may load classes; what is allocated each time is the decoder's own doing.
    for (int i = 0; i < 3 && allocated > allowed; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      decoded = tryDecode(structure, bytes);
      allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    }
    assertThat(allocated).as("allocated for %s", structure).isLessThanOrEqualTo(allowed);
    decoded.ifPresent(value -> assertThat(value.encode()).as("%s", structure).isEqualTo(bytes));
  }

  /**
   * Takes a step with what a peer sent. It succeeds, or is refused as a peer's fault; and besides
   * what the input deserves it allocates no more than a group of a few members may cost.
   *
   * @return whether it succeeded
   */
  public static boolean step(int inputLength, Runnable step) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    boolean taken = true;
    try {
      step.run();
    } catch (MalformedException | RejectedException | UnavailableException e) {
      assertThat(String.valueOf(e.getMessage())).hasSizeLessThan(MESSAGE_LENGTH);
      taken = false;
    }
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    if (STEPS.incrementAndGet() > WARM_UP) {
      assertThat(allocated)
          .as("allocated by the step")
          .isLessThanOrEqualTo(STEP + (long) STEP_BYTES_PER_BYTE * inputLength);
    }
    return taken;
  }

  private static Optional<? extends Encodable> tryDecode(Structure structure, Bytes bytes) {
    try {
      return Optional.of(structure.decoder().decode(bytes));
    } catch (MalformedException e) {
      assertThat(String.valueOf(e.getMessage())).hasSizeLessThan(MESSAGE_LENGTH);
      return Optional.empty();
    }
  }
}
