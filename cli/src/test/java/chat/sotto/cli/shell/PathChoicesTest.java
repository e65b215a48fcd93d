package chat.sotto.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.cli.shell.line.SlashCompleter.Choice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathChoicesTest {
  @TempDir Path home;
  private PathChoices paths = new PathChoices(Path.of("."));

  @BeforeEach
  void fill() throws IOException {
    paths = new PathChoices(home);
    Files.createDirectory(home.resolve("My Pictures"));
    for (String name : List.of("a.png", "b.txt", ".hidden", "it's", "x\u001b[2J", "both\"'")) {
      Files.writeString(home.resolve(name), "");
    }
  }

  @Test
  void files_areFoldersAndFilesThatCanBeTyped() {
    assertThat(paths.files("~/"))
        .containsExactly(
            Choice.begun("~/My Pictures/"),
            new Choice("~/a.png", ""),
            new Choice("~/b.txt", ""),
            new Choice("~/it's", ""));
  }

  @Test
  void files_asTypedFromTheRoot_stayThat() {
    assertThat(paths.files(home + "/a")).contains(new Choice(home + "/a.png", ""));
  }

  @Test
  void images_areFoldersAndWhatIsCalledLikeOne() {
    assertThat(paths.images("~/"))
        .containsExactly(Choice.begun("~/My Pictures/"), new Choice("~/a.png", ""));
  }

  @Test
  void hidden_areOfferedToWhoeverBeginsWithADot() {
    assertThat(paths.files("~/.")).containsExactly(new Choice("~/.hidden", ""));
  }

  @Test
  void folder_thatIsNotThere_hasNoChoices() {
    assertThat(paths.files("~/none/")).isEmpty();
    assertThat(paths.files("\0/")).isEmpty();
    assertThat(paths.files(home + "/a.png/")).isEmpty();
  }
}
