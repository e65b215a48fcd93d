package chat.sotto.it.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Output that goes to other programs, which may have had enough, or to a disk that is full. */
class PipedOutputTest {
  @TempDir Path folder;

  private ProcessBuilder manyLines() {
    return SottoProcess.builder("serve", "--print-config", "--data", folder.toString(), "--json");
  }

  @Test
  void output_whoseReaderHasGone_endsInSilenceWithSuccess() throws Exception {
    List<Process> pipe =
        ProcessBuilder.startPipeline(List.of(manyLines(), new ProcessBuilder("true")));
    Process sotto = pipe.get(0);
    assertThat(errors(sotto)).isEmpty();
    assertThat(sotto.waitFor()).isZero();
  }

  @Test
  void output_whoseReaderWantsOneLine_givesItThat() throws Exception {
    List<Process> pipe =
        ProcessBuilder.startPipeline(List.of(manyLines(), new ProcessBuilder("head", "-n", "1")));
    Process head = pipe.get(1);
    String line = new String(head.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(JsonLine.fields(line.strip())).contains("name", "value");
    assertThat(pipe.get(0).waitFor()).isZero();
    assertThat(errors(pipe.get(0))).isEmpty();
  }

  @Test
  void output_ontoAFullDisk_failsAndSaysSo() throws Exception {
    File full = new File("/dev/full");
    assumeThat(full.exists()).isTrue();
    Process sotto = manyLines().redirectOutput(full).start();
    String said = errors(sotto);
    assertThat(said).startsWith("{\"error\":{\"reason\":\"LOCAL_FILE\"").hasLineCount(1);
    assertThat(sotto.waitFor()).isEqualTo(1);
  }

  @Test
  void failure_thatNobodyReads_isStillInTheExitCode() throws Exception {
    List<Process> pipe =
        ProcessBuilder.startPipeline(
            List.of(
                SottoProcess.builder("chats", "--profile", folder.resolve("none").toString())
                    .redirectErrorStream(true),
                new ProcessBuilder("true")));
    assertThat(pipe.get(0).waitFor()).isEqualTo(3);
  }

  private static String errors(Process process) throws IOException {
    return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
