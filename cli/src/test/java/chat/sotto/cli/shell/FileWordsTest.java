package chat.sotto.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.sotto.cli.shell.state.TypedLine;
import chat.sotto.client.model.SottoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWordsTest {
  private static final String CHAT = "00112233445566778899aabbccddeeff";

  @TempDir Path home;

  @BeforeEach
  void fill() throws IOException {
    Files.writeString(home.resolve("my photo.jpg"), "");
  }

  @Test
  void image_isSendWithAFile() {
    assertThat(said("/image x.jpg")).containsExactly("send", "--file=x.jpg", "--", CHAT);
    assertThat(said("/FILE x.jpg")).containsExactly("send", "--file=x.jpg", "--", CHAT);
    assertThat(said("/image --keep-metadata x.jpg"))
        .containsExactly("send", "--keep-metadata", "--file=x.jpg", "--", CHAT);
  }

  @Test
  void text_isAllThatFollowsThePath_asItWasTyped() {
    assertThat(said("/image '~/my photo.jpg' it's \"here\",  see? --json"))
        .containsExactly(
            "send", "--file=" + home + "/my photo.jpg", "--", CHAT, "it's \"here\",  see? --json");
  }

  @Test
  void path_withBlanksAndNoQuotes_isExplained() {
    assertThatThrownBy(() -> said("/image ~/my photo.jpg"))
        .isInstanceOfSatisfying(
            SottoException.class,
            e -> {
              assertThat(e).hasMessage("there is no file " + home + "/my");
              assertThat(e.hint().orElseThrow()).contains("/image \"PATH\" TEXT");
            });
  }

  @Test
  void word_withoutAPath_saysWhatToWrite() {
    assertThatThrownBy(() -> said("/image")).hasMessage("write /image PATH [TEXT]");
    assertThatThrownBy(() -> said("/save 1 2 3")).hasMessage("write /save [SEQ] [PATH]");
    assertThatThrownBy(() -> said("/file 'x")).hasMessage("a quote ' is not closed");
  }

  @Test
  void save_takesTheLatestFileAndThisFolderUnlessTold() {
    assertThat(said("/save")).containsExactly("save", "--output=.", "--", CHAT, "7");
    assertThat(said("/save 12")).containsExactly("save", "--output=.", "--", CHAT, "12");
    assertThat(said("/save #12 ~")).containsExactly("save", "--output=" + home, "--", CHAT, "#12");
    assertThat(said("/save '~/my folder' --force"))
        .containsExactly("save", "--force", "--output=" + home + "/my folder", "--", CHAT, "7");
    assertThat(said("/save ./12")).containsExactly("save", "--output=./12", "--", CHAT, "7");
  }

  @Test
  void save_saidAsOnTheCommandLine_isLeftAsItIs() {
    assertThat(FileWords.knows(command("/save bob 12 --output x"))).isFalse();
    assertThat(FileWords.knows(command("/save --help"))).isFalse();
    assertThat(FileWords.knows(command("/save"))).isTrue();
  }

  @Test
  void save_whereThereIsNoFile_saysSo() {
    assertThatThrownBy(() -> FileWords.said(command("/save"), CHAT, OptionalLong::empty, home))
        .hasMessageContaining("no file");
  }

  @Test
  void command_thatMovesAFile_isKnownByItsWords() {
    assertThat(FileWords.movesFile(command("/image x"))).isTrue();
    assertThat(FileWords.movesFile(command("/save bob 12 --output x"))).isTrue();
    assertThat(FileWords.movesFile(command("/send bob --file x"))).isTrue();
    assertThat(FileWords.movesFile(command("/send bob hello"))).isFalse();
    assertThat(FileWords.movesFile(command("/read --file x"))).isFalse();
  }

  private List<String> said(String line) {
    return FileWords.said(command(line), CHAT, () -> OptionalLong.of(7), home);
  }

  private static TypedLine.Command command(String line) {
    return (TypedLine.Command) TypedLine.parse(line);
  }
}
