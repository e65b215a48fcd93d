package chat.sotto.benchmarks.mls;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The steps of a group. Decoding what comes and encoding what goes is part of each. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StepBenchmark {
  private static final int BATCH = 50;
  private static final byte[] MESSAGE = new byte[256];

  /** Gives up what was made, so that the group stays as it is. */
  @State(Scope.Thread)
  public static class GivenUp {
    /** After each. */
    @TearDown(Level.Invocation)
    public void discard(Room room) throws Exception {
      room.one().discard();
    }
  }

  /** A commit that the one has made and followed. */
  @State(Scope.Thread)
  public static class Sent {
    private byte[] commit = {};

    /** Before each. */
    @Setup(Level.Invocation)
    public void send(Room room) throws Exception {
      commit = room.one().update();
      room.one().merge();
    }
  }

  /** Messages that wait to be read. */
  @State(Scope.Thread)
  public static class Post {
    private final byte[][] messages = new byte[BATCH][];

    /** Before each. */
    @Setup(Level.Invocation)
    public void send(Room room) throws Exception {
      for (int i = 0; i < BATCH; i++) {
        messages[i] = room.one().protect(MESSAGE);
      }
    }
  }

  /** Somebody who comes in, again and again. */
  @State(Scope.Thread)
  public static class Newcomer {
    private @Nullable Member member;
    private byte[] welcome = {};
    private byte[] groupInfo = {};

    /** Once. */
    @Setup(Level.Trial)
    public void invite(Room room) throws Exception {
      member = room.newcomer("newcomer");
      welcome = room.one().add(false, member().keyPackage()).welcome().toByteArray();
      room.one().discard();
      groupInfo = room.one().groupInfo();
    }

    Member member() {
      return Objects.requireNonNull(member);
    }

    /** After each. */
    @TearDown(Level.Invocation)
    public void discard() throws Exception {
      member().discard();
    }
  }

  /** Commits, without a path, that somebody comes; the welcome included. */
  @Benchmark
  public Object add(Room room, GivenUp givenUp) throws Exception {
    return room.one().add(false, room.crowd().spareKeyPackage());
  }

  /** Commits new keys. */
  @Benchmark
  public Object commit(Room room, GivenUp givenUp) throws Exception {
    return room.one().update();
  }

  /** Commits that somebody goes. */
  @Benchmark
  public Object remove(Room room, GivenUp givenUp) throws Exception {
    return room.one().remove(room.victim());
  }

  /** Follows a commit of new keys. */
  @Benchmark
  public void process(Room room, Sent sent) throws Exception {
    room.other().process(sent.commit);
  }

  /** Joins by welcome, the tree included. */
  @Benchmark
  public void join(Room room, Newcomer newcomer) throws Exception {
    newcomer.member().join(newcomer.welcome);
  }

  /** Makes the commit that joins from outside. */
  @Benchmark
  public Object joinExternally(Room room, Newcomer newcomer) throws Exception {
    return newcomer.member().joinExternally(newcomer.groupInfo);
  }

  /** Encrypts a message of the application. */
  @Benchmark
  public Object protect(Room room) throws Exception {
    return room.one().protect(MESSAGE);
  }

  /** Decrypts one. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void unprotect(Room room, Post post) throws Exception {
    for (byte[] message : post.messages) {
      room.other().unprotect(message);
    }
  }
}
