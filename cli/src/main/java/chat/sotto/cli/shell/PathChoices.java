package chat.sotto.cli.shell;

import chat.sotto.cli.output.Printable;
import chat.sotto.cli.shell.line.SlashCompleter.Choice;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Files and folders that a path may go on with. Left out are names that cannot be typed: those with
 * characters that a terminal would obey, and those with both kinds of quotes.
 */
final class PathChoices {
  private static final int MOST = 500;
  private static final Set<String> IMAGES = Set.of("jpg", "jpeg", "png", "gif", "webp", "bmp");

  private final Path home;

  PathChoices(Path home) {
    this.home = home;
  }

  /** Folders and all files. */
  List<Choice> files(String typed) {
    return choices(typed, name -> true);
  }

  /** Folders and what is called like an image. */
  List<Choice> images(String typed) {
    return choices(
        typed,
        name ->
            IMAGES.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)));
  }

  private List<Choice> choices(String typed, Predicate<String> wanted) {
    int end = typed.lastIndexOf('/') + 1;
    String folder = typed.substring(0, end);
    boolean hidden = typed.startsWith(".", end);
    List<Choice> all = new ArrayList<>();
    try {
      Path place = Path.of(folder.isEmpty() ? "." : HomePath.expanded(folder, home));
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(place)) {
        for (Path entry : entries) {
          String name = entry.getFileName().toString();
          if (all.size() == MOST) {
            break;
          }
          if (name.startsWith(".") == hidden && isTypeable(name)) {
            if (Files.isDirectory(entry)) {
              all.add(Choice.begun(folder + name + "/"));
            } else if (wanted.test(name)) {
              all.add(new Choice(folder + name, ""));
            }
          }
        }
      }
    } catch (IOException | DirectoryIteratorException | InvalidPathException e) {
      // No folder, or none that can be looked into: there is nothing to offer.
      return List.of();
    }
    all.sort(Comparator.comparing(Choice::value));
    return all;
  }

  private static boolean isTypeable(String name) {
    return Printable.line(name).equals(name) && !(name.contains("\"") && name.contains("'"));
  }
}
