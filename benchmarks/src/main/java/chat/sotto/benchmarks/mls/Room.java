package chat.sotto.benchmarks.mls;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A group of some size, two of whose members are played by the engine that is measured. */
@State(Scope.Benchmark)
public class Room {
  /** How much of the tree has keys. */
  public enum Tree {
    /** One member added all others at once. */
    FRESH,
    /** Everybody has committed. */
    FILLED
  }

  /** The cipher suite, by its number. */
  @Param({"1"})
  public int suite;

  /** How many are in the group. */
  @Param({"2", "10", "100", "1000"})
  public int members;

  /** How the group came to be. */
  @Param public Tree tree = Tree.FRESH;

  /** Whose it is. */
  @Param({"SOTTO", "BCMLS"})
  public Engine engine = Engine.SOTTO;

  private @Nullable Crowd crowd;
  private @Nullable Member one;
  private @Nullable Member other;

  /** Lets all come in. */
  @Setup(Level.Trial)
  public void fill() throws Exception {
    engine.install();
    crowd = Crowd.read(suite);
    one = newcomer("one");
    other = newcomer("other");
    if (tree == Tree.FRESH) {
      addAll();
    } else {
      enterAll();
    }
  }

  private void addAll() throws Exception {
    List<byte[]> added = new ArrayList<>();
    added.add(other().keyPackage());
    added.addAll(crowd().keyPackages(members - Crowd.PLAYERS));
    one().create();
    Member.Added made = one().add(true, added.toArray(byte[][]::new));
    one().merge();
    other().join(made.welcome().toByteArray());
  }

  private void enterAll() throws Exception {
    if (members == Crowd.PLAYERS) {
      one().create();
    } else {
      one().joinExternally(crowd().filledGroup(members - Crowd.PLAYERS));
      one().merge();
    }
    byte[] commit = other().joinExternally(one().groupInfo());
    one().process(commit);
    other().merge();
  }

  Member newcomer(String name) throws Exception {
    return engine.member(suite, name);
  }

  Crowd crowd() {
    return Objects.requireNonNull(crowd);
  }

  /** Who acts. */
  Member one() {
    return Objects.requireNonNull(one);
  }

  /** Who follows. */
  Member other() {
    return Objects.requireNonNull(other);
  }

  /** Somebody to remove: the one who follows if there is nobody else. */
  int victim() {
    if (members == Crowd.PLAYERS) {
      return 1;
    }
    return tree == Tree.FRESH ? members / 2 + 1 : members / 2 - 1;
  }
}
