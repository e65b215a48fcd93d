package chat.sotto.benchmarks.mls;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.wire.ExtensionType;
import chat.sotto.mls.wire.GroupInfo;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.MlsMessage;
import chat.sotto.mls.wire.NodeList;
import chat.sotto.mls.wire.TreeNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What of a join is the verification of each leaf's signature (RFC 9420 §12.4.3.1), which the other
 * engine leaves out.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LeafBenchmark {
  /** The leaves of a group, as they came. */
  @State(Scope.Thread)
  public static class Leaves {
    private final List<MlsCrypto.Signed> signed = new ArrayList<>();
    private MlsCrypto crypto = MlsCrypto.of(CipherSuite.getById(1));

    /** Once. */
    @Setup(Level.Trial)
    public void collect(Room room) throws Exception {
      crypto = MlsCrypto.of(CipherSuite.getById(room.suite));
      GroupInfo info = (GroupInfo) MlsMessage.decode(Bytes.copyOf(room.one().groupInfo())).body();
      List<Optional<TreeNode>> nodes =
          info.extensions().find(ExtensionType.RATCHET_TREE, NodeList::read).orElseThrow().nodes();
      for (int i = 0; i < nodes.size(); i += 2) {
        if (nodes.get(i).orElse(null) instanceof LeafNode leaf) {
          signed.add(
              new MlsCrypto.Signed(
                  leaf.signatureKey(),
                  leaf.toBeSigned(info.context().group(), new LeafIndex(i / 2)),
                  leaf.signature()));
        }
      }
      if (!verify()) {
        throw new IllegalStateException("these are not the leaves that were signed");
      }
    }

    boolean verify() {
      return crypto.verifyAllWithLabel(LeafNode.SIGNATURE_LABEL, signed);
    }
  }

  /** Verifies all of them, shared out as a join does. */
  @Benchmark
  public boolean verifyLeaves(Leaves leaves) {
    return leaves.verify();
  }
}
