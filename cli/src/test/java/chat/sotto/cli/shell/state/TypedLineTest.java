package chat.sotto.cli.shell.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.sotto.client.model.SottoException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedLineTest {

  @Test
  void text_isKeptAsItIs_butForBlanksAtItsEnd() {
    assertThat(TypedLine.parse("  hello \"you\" \\n 'x' !! \n\n"))
        .isEqualTo(new TypedLine.Text("  hello \"you\" \\n 'x' !!"));
    assertThat(TypedLine.parse("one\n\ttwo\n")).isEqualTo(new TypedLine.Text("one\n\ttwo"));
  }

  @Test
  void twoSlashes_sayATextThatBeginsWithOne() {
    assertThat(TypedLine.parse("//quit")).isEqualTo(new TypedLine.Text("/quit"));
  }

  @Test
  void blankBeforeASlash_makesItText() {
    assertThat(TypedLine.parse(" /quit")).isEqualTo(new TypedLine.Text(" /quit"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n", "\t \n"})
  void blanks_areNothing(String line) {
    assertThat(TypedLine.parse(line)).isEqualTo(new TypedLine.Nothing());
  }

  @Test
  void command_isAWordAndTheRest_andCaseDoesNotMatter() {
    TypedLine.Command command = (TypedLine.Command) TypedLine.parse("/Whisper  bob  it's 5 \" ");

    assertThat(command.name()).isEqualTo("whisper");
    assertThat(command.rest()).isEqualTo("bob  it's 5 \"");
  }

  @Test
  void slashAlone_isACommandWithoutAName() {
    assertThat(TypedLine.parse("/")).isEqualTo(new TypedLine.Command("", ""));
  }

  @Test
  void arguments_areSplitAtBlanksButNotInQuotes() {
    assertThat(TypedLine.split("bob \"a  b\" 'c \"d' it's \"\" C:\\x"))
        .containsExactly("bob", "a  b", "c \"d", "it's", "", "C:\\x");
  }

  @Test
  void quote_thatIsNotClosed_isSaid() {
    assertThatThrownBy(() -> TypedLine.split("bob \"a"))
        .isInstanceOf(SottoException.class)
        .hasMessageContaining("not closed");
  }
}
