package chat.sotto.cli.shell.line;

import chat.sotto.client.Account;
import chat.sotto.client.model.SottoException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jline.reader.impl.history.DefaultHistory;
import org.slf4j.LoggerFactory;

/**
 * The lines that were typed, kept sealed in the profile: the newest {@value #MOST_LINES}. Lines end
 * with NUL, so that one may have several lines itself.
 */
final class SealedHistory extends DefaultHistory {
  static final String NAME = "shell-history";
  static final int MOST_LINES = 1_000;
  private static final int MOST_BYTES_A_LINE = Account.MAX_NOTE / 3;

  private final Supplier<Optional<byte[]>> kept;
  private final Consumer<byte[]> keep;

  /** Of this account's profile. */
  SealedHistory(Account account) {
    this(() -> account.kept(NAME), content -> account.keep(NAME, content));
  }

  SealedHistory(Supplier<Optional<byte[]>> kept, Consumer<byte[]> keep) {
    this.kept = kept;
    this.keep = keep;
  }

  @Override
  public void load() {
    Optional<byte[]> found;
    try {
      found = kept.get();
    } catch (SottoException e) {
      LoggerFactory.getLogger(SealedHistory.class).warn("no history: {}", e.reason());
      return;
    }
    if (found.isEmpty()) {
      return;
    }
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(found.get())).toString();
      for (String line : text.split("\0", -1)) {
        if (!line.isEmpty()) {
          internalAdd(Instant.EPOCH, line);
        }
      }
    } catch (CharacterCodingException e) {
      LoggerFactory.getLogger(SealedHistory.class).warn("the history is damaged and begins anew");
    }
    resetIndex();
  }

  @Override
  public void save() {
    try {
      keep.accept(encoded());
    } catch (SottoException e) {
      LoggerFactory.getLogger(SealedHistory.class).warn("history not kept: {}", e.reason());
    }
  }

  /** JLine adds here whatever was accepted, and nothing that was asked hidden. */
  @Override
  public void add(Instant time, String line) {
    super.add(time, line.replace("\0", ""));
    save();
  }

  private byte[] encoded() {
    Deque<byte[]> lines = new ArrayDeque<>();
    int bytes = 0;
    for (int index = last(); index >= first() && lines.size() < MOST_LINES; index--) {
      byte[] line = (get(index) + "\0").getBytes(StandardCharsets.UTF_8);
      if (line.length > MOST_BYTES_A_LINE) {
        // No message can be as long; it would push out everything else.
        continue;
      }
      bytes += line.length;
      if (bytes > Account.MAX_NOTE) {
        break;
      }
      lines.addFirst(line);
    }
    ByteBuffer all = ByteBuffer.allocate(lines.stream().mapToInt(line -> line.length).sum());
    lines.forEach(all::put);
    return all.array();
  }
}
