package chat.sotto.benchmarks.mls;

import chat.sotto.mls.crypto.Secret;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Storing a group and taking it up again, which the other engine cannot. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StorageBenchmark {
  /** A group that was stored. */
  @State(Scope.Thread)
  public static class Stored {
    private @Nullable Secret secret;

    /** Once. */
    @Setup(Level.Trial)
    public void store(Room room) {
      secret = ours(room).serialize();
    }

    Secret secret() {
      return Objects.requireNonNull(secret);
    }
  }

  private static Ours ours(Room room) {
    return (Ours) room.one();
  }

  /** Writes it out. */
  @Benchmark
  public Object serialize(Room room) {
    return ours(room).serialize();
  }

  /** Reads it back. */
  @Benchmark
  public Object restore(Room room, Stored stored) {
    return ours(room).restore(stored.secret());
  }
}
