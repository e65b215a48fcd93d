package chat.sotto.benchmarks.mls;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The beginning of a group. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CreateBenchmark {
  /** The cipher suite, by its number. */
  @Param({"1"})
  public int suite;

  /** Whose group it is. */
  @Param({"SOTTO", "BCMLS"})
  public Engine engine = Engine.SOTTO;

  private @Nullable Member member;

  /** Somebody with a signature key. */
  @Setup(Level.Trial)
  public void prepare() throws Exception {
    engine.install();
    member = engine.member(suite, "one");
  }

  /** Makes keys for its leaf, and a group of one. */
  @Benchmark
  public void create() throws Exception {
    Objects.requireNonNull(member).create();
  }
}
