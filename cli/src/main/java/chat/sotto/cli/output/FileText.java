package chat.sotto.cli.output;

import chat.sotto.client.model.FileInfo;
import chat.sotto.client.model.ImageInfo;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file in a chat in one line for people. Its name and type are its sender's words. */
public final class FileText {
  private static final int MOST_NAME = 60;
  private static final int MOST_TYPE = 40;
  private static final Pattern ENDING = Pattern.compile("\\.[A-Za-z0-9]{1,8}$");

  /** What {@link Printable} makes of a character, cut in the middle. */
  private static final Pattern HALF_ESCAPE = Pattern.compile("<[^<>]{0,20}$");

  private FileText() {}

  /** {@code [photo.jpg, image/jpeg, 2.1 MB, 4032x3024]}. */
  public static String of(FileInfo file) {
    ImageInfo image = file.image();
    return "["
        + name(file.name())
        + ", "
        + Columns.shortened(Printable.line(file.mediaType()), MOST_TYPE)
        + ", "
        + ByteCount.of(file.size())
        + (image == null ? "" : ", " + image.width() + "x" + image.height())
        + "]";
  }

  /** A file's name, escaped, and shortened if it is long: its ending stays. */
  public static String name(String name) {
    return name(name, MOST_NAME);
  }

  /** The same in at most so many columns. */
  public static String name(String name, int columns) {
    if (name.isEmpty()) {
      return Columns.shortened("(no name)", columns);
    }
    String shown = Printable.line(name);
    if (Columns.of(shown) <= columns) {
      return shown;
    }
    Matcher found = ENDING.matcher(shown);
    String ending = found.find() ? found.group() : "";
    int room = columns - 1 - ending.length();
    if (room < 1) {
      return Columns.shortened(shown, columns);
    }
    String head = shown.substring(0, Columns.fitting(shown, room));
    return HALF_ESCAPE.matcher(head).replaceFirst("") + "…" + ending;
  }
}
