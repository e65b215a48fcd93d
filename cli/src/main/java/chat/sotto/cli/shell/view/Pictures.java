package chat.sotto.cli.shell.view;

import chat.sotto.cli.output.Columns;
import chat.sotto.cli.output.picture.PictureView;
import chat.sotto.client.image.Thumbnails;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.FileInfo;
import chat.sotto.client.model.ImageInfo;
import java.util.Optional;

/**
 * Images as they are seen below the line of their message. Every row stands in the gutter: what
 * somebody has drawn can look like a message, but it does not stand where messages begin.
 */
public final class Pictures {
  /** What the line of the message, the status and the prompt take. */
  private static final int ROWS_BESIDE = 6;

  private final PictureView view;

  /** As this one shows them. */
  public Pictures(PictureView view) {
    this.view = view;
  }

  /**
   * What to print below a message, as it is; empty for what is no image, and where the terminal
   * shows none. May take a moment: not for a thread that others wait for.
   *
   * @param width of the terminal
   * @param height of the terminal
   */
  public Optional<String> below(ChatMessage message, int width, int height) {
    FileInfo file = message.file();
    ImageInfo image = file == null ? null : file.image();
    if (image == null || image.thumbnail().size() == 0 || !view.isAble()) {
      return Optional.empty();
    }
    int columns = width - 1 - Columns.of(MessageView.GUTTER);
    int rows = Math.min(PictureView.ROWS, height - ROWS_BESIDE);
    return Thumbnails.decode(image.thumbnail())
        .flatMap(pixels -> view.show(pixels, MessageView.GUTTER, columns, rows));
  }
}
