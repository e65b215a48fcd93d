package chat.sotto.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the schema with {@code schema.protobin}, the one that released programs were built with.
 * An addition has to be recorded with {@code mvn -pl proto verify -Dschema.record=true}, so that it
 * is protected from then on; a breaking change can't be.
 */
class SchemaCompatibilityTest {
  private static final Path RECORDED = Path.of("src", "test", "resources", "schema.protobin");

  @BeforeAll
  static void record() throws IOException {
    if (Boolean.getBoolean("schema.record")) {
      if (Files.exists(RECORDED)) {
        assertThat(BreakingChanges.between(recorded(), current()))
            .as("breaking changes are not recorded")
            .isEmpty();
      }
      Files.write(RECORDED, current().toByteArray());
    }
  }

  @Test
  void schema_comparedWithTheRecordedOne_breaksNothing() throws IOException {
    assertThat(BreakingChanges.between(recorded(), current())).as("breaking changes").isEmpty();
  }

  @Test
  void schema_withAdditions_isRecorded() throws IOException {
    assertThat(BreakingChanges.between(current(), recorded()))
        .as("additions that are not recorded: run mvn -pl proto verify -Dschema.record=true")
        .isEmpty();
  }

  static Stream<Named<Consumer<FileDescriptorSet.Builder>>> breakages() {
    return Stream.of(
        Named.of("file removed", s -> s.removeFile(0)),
        Named.of("package renamed", s -> s.getFileBuilder(0).setPackage("sotto.v2")),
        Named.of(
            "java_package changed",
            s -> s.getFileBuilder(0).getOptionsBuilder().setJavaPackage("x")),
        Named.of("message removed", s -> messageFile(s).removeMessageType(0)),
        Named.of("field removed", s -> messageFile(s).getMessageTypeBuilder(0).removeField(0)),
        Named.of(
            "field renumbered",
            s -> messageFile(s).getMessageTypeBuilder(0).getFieldBuilder(0).setNumber(77)),
        Named.of(
            "field renamed",
            s -> messageFile(s).getMessageTypeBuilder(0).getFieldBuilder(0).setName("other")),
        Named.of(
            "field repeated",
            s ->
                messageFile(s)
                    .getMessageTypeBuilder(0)
                    .getFieldBuilder(0)
                    .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)),
        Named.of(
            "field's type changed",
            s ->
                messageFile(s)
                    .getMessageTypeBuilder(0)
                    .getFieldBuilder(0)
                    .setType(FieldDescriptorProto.Type.TYPE_STRING)),
        Named.of(
            "enum value renumbered",
            s -> messageFile(s).getEnumTypeBuilder(0).getValueBuilder(1).setNumber(77)),
        Named.of("enum value removed", s -> messageFile(s).getEnumTypeBuilder(0).removeValue(1)),
        Named.of("rpc removed", s -> serviceFile(s).getServiceBuilder(0).removeMethod(0)),
        Named.of(
            "rpc no longer streams",
            s -> serviceFile(s).getServiceBuilder(0).getMethodBuilder(0).setServerStreaming(false)),
        Named.of(
            "rpc's response changed",
            s -> serviceFile(s).getServiceBuilder(0).getMethodBuilder(0).setOutputType(".x.Y")));
  }

  @ParameterizedTest
  @MethodSource("breakages")
  void breakingChange_ofEachKind_isFound(Consumer<FileDescriptorSet.Builder> breakage)
      throws IOException {
    FileDescriptorSet.Builder broken = current().toBuilder();
    breakage.accept(broken);
    List<String> found = BreakingChanges.between(current(), broken.build());
    assertThat(found).isNotEmpty();
  }

  private static FileDescriptorProto.Builder messageFile(FileDescriptorSet.Builder set) {
    return named(set, "sotto/v1/types.proto");
  }

  private static FileDescriptorProto.Builder serviceFile(FileDescriptorSet.Builder set) {
    return named(set, "sotto/v1/chat_service.proto");
  }

  private static FileDescriptorProto.Builder named(FileDescriptorSet.Builder set, String name) {
    return set.getFileBuilderList().stream()
        .filter(f -> f.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static FileDescriptorSet recorded() throws IOException {
    return FileDescriptorSet.parseFrom(Files.readAllBytes(RECORDED));
  }

  /** The build writes it just before the tests. */
  private static FileDescriptorSet current() throws IOException {
    Path built =
        Path.of(Objects.requireNonNull(System.getProperty("schema.current"), "schema.current"));
    try (InputStream in = Files.newInputStream(built)) {
      return FileDescriptorSet.parseFrom(in);
    }
  }
}
