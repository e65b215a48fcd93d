package chat.sotto.it.debugging;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.it.debugging.DebuggingDocument.Documented;
import com.google.gson.JsonElement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every call of docs/debugging.md does what stands below it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DebuggingDocumentTest {
  private static final Path ROOT = Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());

  @TempDir static Path folder;

  private final DebuggingDocument document =
      DebuggingDocument.read(ROOT.resolve("docs").resolve("debugging.md"));
  private DebuggingWorld world;
  private Map<String, String> variables;
  private ShellWords shell;

  @BeforeAll
  void start() {
    world = DebuggingWorld.start(folder);
    variables = world.variables(ROOT.resolve("proto/src/main/proto"));
    shell = document.shell(variables);
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private Stream<DynamicTest> each(java.util.function.Consumer<Documented> run) {
    assertThat(document.calls()).hasSizeGreaterThan(15);
    return document.calls().stream()
        .map(call -> DynamicTest.dynamicTest(call.toString(), () -> run.accept(call)));
  }

  @TestFactory
  Stream<DynamicTest> call_byAClientThatKnowsReflectionOnly_givesWhatIsWrittenBelow() {
    return each(this::runByReflection);
  }

  @TestFactory
  Stream<DynamicTest> call_byEitherTool_asksForTheSame() {
    return each(
        call -> {
          Call first = asked(call.commands().get(0));
          for (String command : call.commands()) {
            assertThat(asked(command)).as(command).isEqualTo(first);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> call_byBuf_givesWhatIsWrittenBelow() {
    Buf buf = Buf.find();
    return each(call -> runByBuf(buf, call));
  }

  private Call asked(String command) {
    List<List<String>> pipeline = shell.pipeline(command);
    List<String> input = new ArrayList<>();
    for (List<String> words : pipeline) {
      if (words.get(0).equals("buf") || words.get(0).equals("grpcurl")) {
        return CallLine.read(words, input, shell);
      }
      // (echo 'MESSAGE'; sleep 2): what is said on the stream before it is held open.
      input.addAll(words.subList(1, words.indexOf("sleep")));
    }
    throw new AssertionError("no tool is called: " + command);
  }

  private void runByReflection(Documented documented) {
    String command = documented.commands().get(0);
    Call call = asked(command);
    List<String> last = shell.pipeline(command).get(shell.pipeline(command).size() - 1);
    try (ReflectedClient client = new ReflectedClient(world.folder(), call)) {
      if (documented.language().equals("json")) {
        List<JsonElement> expected = Outcome.documents(documented.outcome());
        Outcome.assertMatches(
            expected, client.invoke(answers -> Outcome.matches(expected, answers)));
      } else if (last.get(0).equals("sotto")) {
        String answers =
            client.invoke(all -> true).stream()
                .map(JsonElement::toString)
                .collect(Collectors.joining("\n"));
        String[] arguments = last.subList(1, last.size()).toArray(String[]::new);
        Outcome.assertMatches(documented.outcome(), world.sotto(answers, arguments));
      } else {
        String told = client.tell();
        if (last.get(0).equals("grep")) {
          told =
              told.lines()
                  .filter(line -> line.contains(last.get(1)))
                  .collect(Collectors.joining("\n"));
        }
        assertThat(told).isEqualTo(documented.outcome().strip());
      }
    }
  }

  private void runByBuf(Buf buf, Documented documented) {
    String command = documented.commands().get(0);
    if (!command.contains("buf curl")) {
      // Only grpcurl can describe; the other client has checked what it says.
      assertThat(command).contains("describe");
      return;
    }
    List<String> lines = new ArrayList<>(document.settings(variables));
    lines.add(command);
    if (documented.language().equals("text")) {
      Outcome.assertMatches(documented.outcome(), buf.shell(world.folder(), lines).out());
      return;
    }
    List<JsonElement> expected = Outcome.documents(documented.outcome());
    List<JsonElement> given = printed(buf.shell(world.folder(), lines));
    // The page says so: a refused handshake may cut buf off before it has read why.
    for (int more = 9; more > 0 && isCutOff(given); more--) {
      given = printed(buf.shell(world.folder(), lines));
    }
    Outcome.assertMatches(expected, given);
  }

  private static List<JsonElement> printed(Buf.Result result) {
    List<JsonElement> documents = new ArrayList<>(Outcome.documents(result.out()));
    if (result.err().contains("{")) {
      documents.addAll(Outcome.documents(result.err().substring(result.err().indexOf('{'))));
    }
    return documents;
  }

  private static boolean isCutOff(List<JsonElement> given) {
    String text = given.toString();
    return text.contains("broken pipe") || text.contains("connection reset");
  }
}
