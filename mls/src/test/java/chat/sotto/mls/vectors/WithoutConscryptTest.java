package chat.sotto.mls.vectors;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The first entries of each file and suite, where an application did not install Conscrypt. */
class WithoutConscryptTest {
  private static final int ENTRIES = 2;

  @TestFactory
  @Execution(ExecutionMode.CONCURRENT)
  Stream<DynamicNode> vectors_firstEntriesOfEachSuite_hold() {
    return OfficialVectorsTest.entries(before -> before < ENTRIES);
  }
}
