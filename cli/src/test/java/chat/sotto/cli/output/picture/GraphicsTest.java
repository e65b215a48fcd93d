package chat.sotto.cli.output.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphicsTest {
  @ParameterizedTest
  @CsvSource({
    "NONE, ''",
    "NONE, TERM=dumb COLORTERM=truecolor",
    "NONE, TERM=linux",
    "NONE, TERM=xterm-kitty NO_COLOR=1",
    "BLOCKS_256, TERM=xterm-256color",
    "BLOCKS_256, TERM=xterm-256color TERM_PROGRAM=Apple_Terminal",
    "BLOCKS, TERM=xterm-256color COLORTERM=truecolor",
    "BLOCKS, TERM=xterm-direct",
    "BLOCKS, TERM=xterm-256color WT_SESSION=1",
    "BLOCKS, TERM=xterm-256color COLORTERM=truecolor VTE_VERSION=7000 KITTY_WINDOW_ID=1",
    "BLOCKS, TERM=xterm-256color COLORTERM=24bit TERM_PROGRAM=vscode KITTY_WINDOW_ID=1",
    "KITTY, TERM=xterm-kitty",
    "KITTY, TERM=xterm-256color KITTY_WINDOW_ID=1",
    "KITTY, TERM=xterm-ghostty",
    "SIXEL, TERM=foot",
    "SIXEL, TERM=foot-extra",
    "SIXEL, TERM=mlterm-256color",
    "SIXEL, TERM=xterm-256color TERM_PROGRAM=mintty",
    "ITERM2, TERM=xterm-256color TERM_PROGRAM=iTerm.app COLORTERM=truecolor",
    "ITERM2, TERM=xterm-256color TERM_PROGRAM=WezTerm",
    "ITERM2, TERM=xterm-256color LC_TERMINAL=iTerm2",
    "BLOCKS_256, TERM=tmux-256color KITTY_WINDOW_ID=1",
    "BLOCKS, TERM=xterm-kitty TMUX=/tmp/x COLORTERM=truecolor",
    "BLOCKS_256, TERM=screen-256color TERM_PROGRAM=iTerm.app",
    "BLOCKS_256, TERM=xterm-256color STY=1 TERM_PROGRAM=WezTerm"
  })
  void detect_environment_whatIsSure(Graphics expected, String environment) {
    Map<String, String> variables = new HashMap<>();
    for (String variable : environment.split(" ", -1)) {
      int sign = variable.indexOf('=');
      if (sign > 0) {
        variables.put(variable.substring(0, sign), variable.substring(sign + 1));
      }
    }

    assertThat(Graphics.detect(name -> Optional.ofNullable(variables.get(name))))
        .isEqualTo(expected);
  }
}
