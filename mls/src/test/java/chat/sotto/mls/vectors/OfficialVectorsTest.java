package chat.sotto.mls.vectors;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.fixture.WithConscrypt;
import chat.sotto.mls.vectors.kind.Vector;
import chat.sotto.mls.vectors.kind.VectorKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every entry of every vector file in the folder, by the shape of the entry. Suites that this
 * engine does not have are skipped by name. With Conscrypt and on all processors, for elliptic
 * curves take most of the time; {@link WithoutConscryptTest} runs a part of them on Java alone.
 */
@WithConscrypt
class OfficialVectorsTest {
  /** Whether an entry is to be run, given how many of its file and suite came before it. */
  @FunctionalInterface
  interface Choice {
    boolean takes(int before);
  }

  @TestFactory
  @Execution(ExecutionMode.CONCURRENT)
  Stream<DynamicNode> vectors_eachEntryOfTheFolder_holds() {
    return entries(before -> true);
  }

  static Stream<DynamicNode> entries(Choice choice) {
    Optional<Path> folder = VectorFolder.find();
    if (folder.isEmpty()) {
      String absent = "no MLS test vectors beside the project; give -Dmls.vectors=DIR";
      return Stream.of(
          DynamicTest.dynamicTest(
              "vectors",
              () -> {
                if (VectorFolder.required()) {
                  fail(absent);
                }
                abort(absent);
              }));
    }
    return VectorFolder.files(folder.get()).stream().map(file -> file(file, choice));
  }

  private static DynamicNode file(Path file, Choice choice) {
    Map<String, Integer> taken = new HashMap<>();
    List<Vector> entries = VectorFolder.entries(file);
    List<DynamicTest> tests = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      Vector entry = entries.get(i);
      String suite = entry.has("cipher_suite") ? ", suite " + entry.integer("cipher_suite") : "";
      if (choice.takes(taken.merge(suite, 1, Integer::sum) - 1)) {
        tests.add(DynamicTest.dynamicTest("entry " + i + suite, () -> verify(entry)));
      }
    }
    return DynamicContainer.dynamicContainer(String.valueOf(file.getFileName()), tests);
  }

  private static void verify(Vector entry) {
    Optional<VectorKind> kind = VectorKind.find(entry);
    if (kind.isEmpty()) {
      fail("no kind of vector has the fields " + entry.json().keySet());
    } else if (entry.has("cipher_suite")
        && CipherSuite.findById(entry.integer("cipher_suite")).isEmpty()) {
      abort("suite " + entry.integer("cipher_suite") + " is not one of this engine's");
    } else {
      kind.get().verify(entry);
    }
  }
}
