package chat.sotto.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which of a setting's values counts, for every setting that {@code serve} has. */
class ServeSettingsTest {
  @TempDir Path home;

  /** Three values of each setting whose default is neither a number nor a switch. */
  private static final Map<String, List<String>> SAMPLES =
      Map.ofEntries(
          Map.entry("data", List.of("/one", "/two", "/three")),
          Map.entry("bind", List.of("127.0.0.1", "127.0.0.2", "127.0.0.3")),
          Map.entry(
              "host",
              List.of("one.example,uno.example", "two.example", "three.example,tres.example")),
          Map.entry("store", List.of("sqlite:/one.db", "sqlite:/two.db", "sqlite:/three.db")),
          Map.entry("registration", List.of("open", "closed", "invite")),
          Map.entry("retention", List.of("30d", "36h", "7d")),
          Map.entry("metrics-port", List.of("1001", "1002", "1003")),
          Map.entry("log-format", List.of("json", "text", "json")),
          Map.entry("log-level", List.of("debug", "warn", "error")),
          Map.entry("log-file", List.of("/one.log", "/two.log", "/three.log")),
          Map.entry("max-upload", List.of("500M", "3G", "1T")),
          Map.entry("upload-quota", List.of("600M", "4G", "2T")),
          Map.entry("attachments", List.of("file:/one", "memory", "file:/three")));

  private static final List<String> NUMBERS = List.of("1001", "1002", "1003");
  private static final List<String> SWITCHES = List.of("true", "false", "true");

  /** A setting as the program lists it, and whether its default is a number or a switch. */
  private record Setting(String name, List<String> samples) {
    String option() {
      return "--" + name;
    }

    String variable() {
      return "SOTTO_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Setting> settings(@TempDir Path anywhere) {
    List<JsonObject> listed =
        CommandRun.of(anywhere, Map.of(), "serve", "--print-config", "--json").json();
    assertThat(listed).hasSizeGreaterThan(8);
    return listed.stream()
        .filter(line -> !line.get("name").getAsString().equals("config"))
        .map(
            line -> {
              String name = line.get("name").getAsString();
              List<String> samples = SAMPLES.get(name);
              if (samples == null && line.get("value").isJsonPrimitive()) {
                samples = line.get("value").getAsJsonPrimitive().isBoolean() ? SWITCHES : NUMBERS;
              }
              assertThat(samples).as("three values of %s to try", name).isNotNull();
              return new Setting(name, samples);
            });
  }

  @ParameterizedTest
  @MethodSource("settings")
  void setting_everywhere_isThatOfTheCommandLine(Setting setting) throws IOException {
    assertThat(shown(setting, 0, 1, 2)).containsExactly(setting.samples().get(0), "option");
  }

  @ParameterizedTest
  @MethodSource("settings")
  void setting_inEnvironmentAndFile_isThatOfTheEnvironment(Setting setting) throws IOException {
    assertThat(shown(setting, -1, 1, 2)).containsExactly(setting.samples().get(1), "environment");
  }

  @ParameterizedTest
  @MethodSource("settings")
  void setting_inFile_isThat(Setting setting) throws IOException {
    assertThat(shown(setting, -1, -1, 2)).containsExactly(setting.samples().get(2), "file");
  }

  @ParameterizedTest
  @MethodSource("settings")
  void setting_onCommandLineAndInFile_isThatOfTheCommandLine(Setting setting) throws IOException {
    assertThat(shown(setting, 0, -1, 2)).containsExactly(setting.samples().get(0), "option");
  }

  @ParameterizedTest
  @MethodSource("settings")
  void setting_nowhere_isItsDefault(Setting setting) throws IOException {
    assertThat(shown(setting, -1, -1, -1)).element(1).isEqualTo("default");
  }

  /** Value and source when these samples are given; -1: not given there. */
  private List<String> shown(Setting setting, int option, int variable, int file)
      throws IOException {
    Path config = home.resolve("some.properties");
    Files.writeString(
        config,
        file < 0
            ? "# nothing\n"
            : "# one\n" + setting.name() + " = " + setting.samples().get(file));
    List<String> arguments =
        new ArrayList<>(
            List.of("serve", "--print-config", "--json", "--config", config.toString()));
    if (option >= 0) {
      String sample = setting.samples().get(option);
      arguments.add(
          setting.samples() == SWITCHES ? setting.option() : setting.option() + "=" + sample);
    }
    Map<String, String> environment = new HashMap<>();
    if (variable >= 0) {
      environment.put(setting.variable(), setting.samples().get(variable));
    }
    CommandRun run = CommandRun.of(home, environment, arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonObject line =
        run.json().stream()
            .filter(each -> each.get("name").getAsString().equals(setting.name()))
            .findFirst()
            .orElseThrow();
    String value =
        line.get("value").isJsonArray()
            ? String.join(
                ",",
                line.get("value").getAsJsonArray().asList().stream()
                    .map(element -> element.getAsString())
                    .toList())
            : line.get("value").isJsonNull() ? "null" : line.get("value").getAsString();
    return List.of(value, line.get("source").getAsString());
  }

  @Test
  void switch_onInFile_canBeSwitchedOffOnTheCommandLine() throws IOException {
    Path file = write("no-enroll=true\n");
    assertThat(print(Map.of(), "--config", file.toString(), "--no-enroll=false"))
        .contains("no-enroll              false");
  }

  @Test
  void file_inTheDataDirectory_isFoundByOptionVariableAndDefault() throws IOException {
    Path data = Files.createDirectory(home.resolve("data"));
    Files.writeString(data.resolve("server.properties"), "port=1234\n");
    assertThat(print(Map.of(), "--data", data.toString())).contains("1234");
    assertThat(print(Map.of("SOTTO_DATA", data.toString()))).contains("1234");
    assertThat(print(Map.of())).doesNotContain("1234");
    Files.move(data, home.resolve(".sotto-server"));
    assertThat(print(Map.of())).contains("1234");
  }

  @Test
  void file_inTheDataDirectory_isNotReadBesideAnotherOrForAServerThatLeavesNothing()
      throws IOException {
    Path data = Files.createDirectory(home.resolve(".sotto-server"));
    Files.writeString(data.resolve("server.properties"), "port=1234\n");
    Path other = write("bind=127.0.0.9\n");
    assertThat(print(Map.of("SOTTO_CONFIG", other.toString())))
        .contains("127.0.0.9")
        .doesNotContain("1234");
    assertThat(print(Map.of(), "--store", "memory")).doesNotContain("1234");
    assertThat(print(Map.of(), "--store", "memory", "--data", data.toString())).contains("1234");
  }

  @Test
  void file_sayingMemory_countsForTheSettingsBehindItAsWell() throws IOException {
    Path data = Files.createDirectory(home.resolve(".sotto-server"));
    Files.writeString(data.resolve("server.properties"), "store=memory\nregistration=open\n");
    assertThat(print(Map.of()))
        .containsPattern("store +memory")
        .containsPattern("registration +open");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "enrol-port=1      | line 1: enrol-port is no setting            | did you mean enroll-port?",
        "colour=red        | line 1: colour is no setting                | named like the options",
        "config=x          | config is no setting                        | named like the options",
        "print-config=true | print-config is no setting                  | named like the options",
        "help=true         | help is no setting                          | named like the options",
        "json=true         | json is no setting                          | named like the options",
        "port=x            | some.properties, line 1: port: 'x' is not   | change it there",
        "store=oracle      | line 1: store: 'oracle' is no store         | change it there",
        "no-enroll=perhaps | line 1: no-enroll: 'perhaps' is not         | change it there",
        "registration=all  | line 1: registration: 'all' is not invite   | change it there",
        "port=1\\nport=2   | line 1: port is there twice                 | separated by commas",
        "port=\\\\u12      | has a bad \\u escape                        | backslash"
      })
  void file_withAMistake_isRefusedSayingWhere(String text, String where, String hint)
      throws IOException {
    Path file = write(text.strip().replace("\\n", "\n").replace("\\\\", "\\"));
    CommandRun run =
        CommandRun.of(home, Map.of(), "serve", "--print-config", "--config", file.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("sotto: ").contains(where.strip()).contains(hint.strip());
  }

  @Test
  void file_thatCannotBeUsed_isRefused() throws IOException {
    assertThat(refused(home.resolve("missing"))).contains("does not exist");
    assertThat(refused(home)).contains("cannot be read");
    assertThat(refused(Files.write(home.resolve("latin"), new byte[] {(byte) 0xE4})))
        .contains("is not UTF-8");
    assertThat(refused(Files.writeString(home.resolve("long"), "#".repeat(70_000))))
        .contains("is longer than 65536 bytes");
  }

  @ParameterizedTest
  @CsvSource({"rw-rw-r--", "rw-r--rw-"})
  void file_writableByOthers_isRefused(String mode) throws IOException {
    Path file = write("port=1\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    assertThat(refused(file)).contains("can be written by other users").contains("chmod go-w");
  }

  @Test
  void data_inAFileThatIsFoundByIt_isRefused() throws IOException {
    Path data = Files.createDirectory(home.resolve(".sotto-server"));
    Files.writeString(data.resolve("server.properties"), "data=/elsewhere\n");
    CommandRun run = CommandRun.of(home, Map.of(), "serve", "--print-config");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("line 1: data cannot be set there").contains("--config");
  }

  @Test
  void variable_withABadValue_isNamed() {
    CommandRun run = CommandRun.of(home, Map.of("SOTTO_PORT", "many"), "serve", "--print-config");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("sotto: SOTTO_PORT: 'many' is not a port");
  }

  @Test
  void variable_thatIsEmpty_countsAsUnset() {
    assertThat(print(Map.of("SOTTO_PORT", ""))).contains("7443");
  }

  @Test
  void variable_thatIsMistyped_isMentioned() {
    CommandRun run =
        CommandRun.of(home, Map.of("SOTTO_ENROL_PORT", "1"), "serve", "--print-config");
    assertThat(run.exitCode()).isZero();
    assertThat(run.err())
        .contains("SOTTO_ENROL_PORT is no setting; did you mean SOTTO_ENROLL_PORT?");
  }

  @Test
  void help_withABrokenFileAndVariable_isShown() throws IOException {
    CommandRun run =
        CommandRun.of(
            home,
            Map.of("SOTTO_PORT", "many", "SOTTO_CONFIG", write("nonsense=1\n").toString()),
            "serve",
            "--help");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("--enroll-port");
  }

  @Test
  void printConfig_anyTime_startsAndMakesNothing() {
    assertThat(print(Map.of())).contains("sqlite:" + home.resolve(".sotto-server/sotto.db"));
    assertThat(home).isEmptyDirectory();
  }

  private Path write(String text) throws IOException {
    return Files.write(home.resolve("some.properties"), text.getBytes(StandardCharsets.UTF_8));
  }

  private String refused(Path file) {
    CommandRun run =
        CommandRun.of(home, Map.of(), "serve", "--print-config", "--config", file.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    return run.err();
  }

  private String print(Map<String, String> environment, String... options) {
    List<String> arguments = new ArrayList<>(List.of("serve", "--print-config"));
    arguments.addAll(List.of(options));
    CommandRun run = CommandRun.of(home, environment, arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out();
  }
}
