package chat.sotto.client.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;

import chat.sotto.client.model.SaveTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetTest {
  @TempDir Path folder;

  private Target target() {
    return Target.of(new SaveTarget(folder.resolve("a"), false), "a");
  }

  @Test
  void moveWithoutLinks_succeeding_givesItsName() throws IOException {
    Target target = target();
    Files.writeString(target.temporary(), "content");

    target.moveWithoutLinks();

    assertThat(target.path()).hasContent("content");
    assertThat(target.temporary()).doesNotExist();
  }

  @Test
  void moveWithoutLinks_failing_leavesNoEmptyFile() {
    Target target = target();

    assertThatIOException().isThrownBy(target::moveWithoutLinks);

    assertThat(target.path()).doesNotExist();
  }

  @Test
  void discard_failing_doesNotHideWhatLedToIt() throws IOException {
    Target target = target();
    Files.createDirectory(target.temporary());
    Files.createFile(target.temporary().resolve("in the way"));

    assertThatCode(target::discard).doesNotThrowAnyException();
  }
}
