package chat.sotto.it.debugging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The judge of the documented calls can say no. */
class OutcomeTest {
  private static boolean matches(String expected, String actual) {
    return Outcome.matches(Outcome.documents(expected), Outcome.documents(actual));
  }

  @Test
  void json_differingAnywhere_doesNotMatch() {
    assertThat(matches("{\"a\":[{\"b\":\"1\"}]}", "{\"a\":[{\"b\":\"1\",\"new\":2}]}")).isTrue();
    assertThat(matches("{\"a\":[{\"b\":\"1\"}]}", "{\"a\":[{\"b\":\"2\"}]}")).isFalse();
    assertThat(matches("{\"a\":[1]}", "{\"a\":[1,2]}")).isFalse();
    assertThat(matches("{\"a\":1}", "{}")).isFalse();
    assertThat(matches("{\"a\":1}", "{\"a\":1} {\"a\":1}")).isFalse();
    assertThat(matches("{\"code\":\"not_found\"}", "{\"status\":\"SERVING\"}")).isFalse();
  }

  @Test
  void ellipsis_standsForAnything() {
    assertThat(matches("{\"a\":\"…\"}", "{\"a\":{\"b\":1}}")).isTrue();
    assertThat(matches("{\"a\":\"AQ…\"}", "{\"a\":\"AQxyz\"}")).isTrue();
    assertThat(matches("{\"a\":\"AQ…\"}", "{\"a\":\"BQxyz\"}")).isFalse();
    assertThat(matches("{\"a\":\"…z\"}", "{\"a\":\"AQxyz\"}")).isTrue();
    assertThat(matches("{\"a\":\"…\"}", "{}")).isFalse();
  }

  @Test
  void stream_framesInOrder_others_between() {
    String actual = "{\"frames\":[{\"a\":1},{\"b\":1}]}{\"frames\":[{\"c\":1}]}";
    assertThat(matches("{\"frames\":[{\"a\":1}]}{\"frames\":[{\"c\":1}]}", actual)).isTrue();
    assertThat(matches("{\"frames\":[{\"c\":1},{\"a\":1}]}", actual)).isFalse();
    assertThat(matches("{\"frames\":[{\"d\":1}]}", actual)).isFalse();
  }

  @Test
  void text_linesInOrder() {
    Outcome.assertMatches("a\n  b …\n", "a\nx\nb 12\n");
    assertThatThrownBy(() -> Outcome.assertMatches("b\na\n", "a\nb\n"))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void shell_quotesVariablesArraysAndPipes() {
    ShellWords shell = new ShellWords();
    shell.assign("ID=abc=   # a comment");
    shell.assign("FLAGS=(--one \"$ID\" -H @file)");
    shell.assign("export SECRET=\"$(cat dir/token)\"");

    assertThat(
            shell.pipeline(
                "(echo '{\"x\":\"'$ID'\"}'; sleep 2) | tool \"${FLAGS[@]}\" '${X}' u/$ID"))
        .containsExactly(
            List.of("echo", "{\"x\":\"abc=\"}", "sleep", "2"),
            List.of("tool", "--one", "abc=", "-H", "@file", "${X}", "u/abc="));
    assertThat(shell.get("SECRET")).isEqualTo("@dir/token");
  }

  @Test
  void call_readFromEitherTool_isTheSameOnlyIfItIs() {
    ShellWords shell = new ShellWords();
    shell.set("T", "@creds/token");
    Call buf =
        CallLine.read(
            shell
                .pipeline(
                    "buf curl --protocol grpc --cacert ca -H @creds/token -d '{}' https://h:1/S/M")
                .get(0),
            List.of(),
            shell);
    String same = "grpcurl -cacert ca -expand-headers -H '${T}' -d '{}' h:1 S/M";

    assertThat(CallLine.read(shell.pipeline(same).get(0), List.of(), shell)).isEqualTo(buf);
    for (Map.Entry<String, String> change :
        Map.of("h:1", "h:2", "S/M", "S/N", "-cacert ca", "-cacert cb", "{}", "{ }").entrySet()) {
      String other = same.replace(change.getKey(), change.getValue());
      assertThat(CallLine.read(shell.pipeline(other).get(0), List.of(), shell))
          .as(other)
          .isNotEqualTo(buf);
    }
  }
}
