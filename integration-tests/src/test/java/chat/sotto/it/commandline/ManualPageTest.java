package chat.sotto.it.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code sotto manual}, as it is and as {@code man} shows it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManualPageTest {
  private final CommandTree tree = new CommandTree();
  private List<String> page = List.of();

  @BeforeAll
  void print() {
    page = SottoProcess.run("manual").ok().out();
  }

  @Test
  void page_hasEveryCommandWithEveryOption() {
    for (String command : tree.names()) {
      int begins = page.indexOf(".SS \"sotto " + command.replace("-", "\\-") + "\"");
      assertThat(begins).as(command).isNotNegative();
      List<String> section =
          page.subList(begins + 1, page.size()).stream()
              .takeWhile(line -> !line.startsWith(".S"))
              .toList();
      for (String option : tree.options(command)) {
        assertThat(section)
            .as(command)
            .anyMatch(line -> line.startsWith("\\fB") && line.contains(option.replace("-", "\\-")));
      }
    }
  }

  @Test
  void page_readByGroff_givesNoWarning() {
    Tool groff = Tool.require("groff");
    assertThat(groff.run(text(), "-man", "-Tutf8", "-ww", "-z")).isEmpty();
  }

  @Test
  void page_shownByGroff_keepsWhatIsTypedAsItIsTyped() {
    String shown = Tool.require("groff").run(text(), "-man", "-Tascii", "-P-cbou");
    assertThat(shown)
        .contains("sotto register --join 'sotto://chat.example.org:7444/#")
        .contains("date | sotto send bob -\n")
        .contains("--password-file FILE")
        .contains("'.', '_' and '-'")
        .contains(" \\\n");
  }

  private String text() {
    return String.join("\n", page) + "\n";
  }
}
