package chat.sotto.mls.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.fixture.Structure;
import chat.sotto.mls.fixture.Structures;
import chat.sotto.mls.wire.Content;
import chat.sotto.mls.wire.MlsMessage;
import chat.sotto.mls.wire.TreeNode;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes, decoded as any structure. */
class DecodersFuzzTest {
  private static final List<Structure> STRUCTURES = Structures.ALL;
  private static final Structure MESSAGE = STRUCTURES.get(0);
  private static final int ROUNDS = 800;

  static Stream<byte[]> messages() {
    return MESSAGE.samples().stream().map(Bytes::toByteArray);
  }

  @MethodSource("messages")
  @FuzzTest
  void message_anyBytes_isMalformedOrEncodesAgain(byte[] bytes) {
    Tolerance.decode(MESSAGE, Bytes.copyOf(bytes));
  }

  /** The first byte says which structure. */
  static Stream<byte[]> structures() {
    List<byte[]> seeds = new ArrayList<>();
    for (int i = 0; i < STRUCTURES.size(); i++) {
      for (Bytes sample : STRUCTURES.get(i).samples()) {
        seeds.add(new MlsWriter().writeUint8(i).writeFixed(sample).toByteArray());
      }
    }
    return seeds.stream();
  }

  @MethodSource("structures")
  @FuzzTest
  void structure_anyBytes_isMalformedOrEncodesAgain(byte[] bytes) {
    if (bytes.length > 0 && (bytes[0] & 0xff) < STRUCTURES.size()) {
      Bytes all = Bytes.copyOf(bytes);
      Tolerance.decode(STRUCTURES.get(all.at(0)), all.slice(1, all.length() - 1));
    }
  }

  @ParameterizedTest
  @FieldSource("STRUCTURES")
  void structure_mutatedSamples_areMalformedOrEncodeAgain(Structure structure) {
    List<byte[]> seeds = structure.samples().stream().map(Bytes::toByteArray).toList();
    Mutations mutations = new Mutations(structure.toString().hashCode());
    for (int i = 0; i < ROUNDS; i++) {
      Tolerance.decode(structure, Bytes.owning(mutations.of(seeds)));
    }
  }

  @Test
  void table_everyClassThatReads_isInIt() {
    Set<Class<?>> table = new HashSet<>();
    STRUCTURES.forEach(structure -> table.add(structure.type()));
    // These are read as a part of something that says which of them it is.
    table.add(Content.class);
    table.add(TreeNode.class);
    assertThat(
            new ClassFileImporter()
                .importPackagesOf(MlsMessage.class).stream()
                    .filter(DecodersFuzzTest::reads)
                    .map(JavaClass::reflect))
        .isNotEmpty()
        .allSatisfy(type -> assertThat(table).contains(type));
  }

  private static boolean reads(JavaClass type) {
    return type.getMethods().stream()
        .anyMatch(
            method ->
                method.getName().startsWith("read")
                    && method.getRawParameterTypes().stream()
                        .anyMatch(parameter -> parameter.isEquivalentTo(MlsReader.class)));
  }
}
