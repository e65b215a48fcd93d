package chat.sotto.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import chat.sotto.service.pki.PrivateFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/**
 * Writes to files that are their owner's alone, whatever the process's umask: they say who connects
 * from where. One that is there already keeps the mode that somebody gave it.
 */
final class PrivateFileAppender extends RollingFileAppender<ILoggingEvent> {

  /** Called at the start and after each roll. */
  @Override
  public void openFile(String file) throws IOException {
    try {
      PrivateFiles.create(Path.of(file));
    } catch (FileAlreadyExistsException e) {
      // It goes on.
    }
    super.openFile(file);
  }
}
