package chat.sotto.service.usecase.chat;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.CommitStatement;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.LogEntry;
import chat.sotto.service.session.EncodedEntry;
import chat.sotto.service.session.FrameEncoder;
import chat.sotto.service.session.StreamNews;
import chat.sotto.service.session.TailCache;
import chat.sotto.service.store.ChatStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings entries that are stored to the streams of their readers: encodes each once, puts it in the
 * chat's tail, says how far the chat goes now. A stream that is not told learns of the entry with
 * the next one, or when it is opened again; so a failure here costs latency and no message.
 */
public final class EntryPublisher {
  private static final Logger log = LoggerFactory.getLogger(EntryPublisher.class);

  private final ChatStore chats;
  private final ChatReaders readers;
  private final TailCache tails;
  private final FrameEncoder encoder;
  private final StreamNews streams;
  private final Executor reads;

  /**
   * @param reads where the store may be read, which blocks
   */
  public EntryPublisher(
      ChatStore chats,
      ChatReaders readers,
      TailCache tails,
      FrameEncoder encoder,
      StreamNews streams,
      Executor reads) {
    this.chats = chats;
    this.readers = readers;
    this.tails = tails;
    this.encoder = encoder;
    this.streams = streams;
    this.reads = reads;
  }

  /** An entry that leaves the readers as they are. Cheap: called by the thread that stored it. */
  void published(LogEntry entry) {
    keep(entry);
    watch(
        readers
            .of(entry.chat())
            .thenAccept(present -> streams.tell(entry.chat(), entry.seq(), present)));
  }

  /** A deletion: what streams are sent of its target from now on is without payload. */
  void deleted(LogEntry deletion) {
    tails.forget(deletion.chat());
    published(deletion);
  }

  /** A commit. Whom it removes is still sent the commit itself. */
  void committed(LogEntry entry, CommitStatement statement) {
    keep(entry);
    List<DeviceRef> removed = new ArrayList<>(statement.removed());
    removed.removeAll(statement.added());
    streams.tellLast(entry.chat(), entry.seq(), removed);
    watch(
        readers
            .afresh(entry.chat())
            .thenAcceptAsync(
                present -> {
                  streams.tellJoined(entry.chat(), statement.added());
                  tellAll(entry.chat(), present);
                },
                reads));
  }

  /**
   * A notice, by which devices may have left.
   *
   * @param before the readers before it; those that are gone are still sent the notice itself
   */
  public void noticed(LogEntry notice, Collection<DeviceRef> before) {
    keep(notice);
    watch(
        readers
            .afresh(notice.chat())
            .thenAcceptAsync(
                present -> {
                  List<DeviceRef> removed = new ArrayList<>(before);
                  removed.removeAll(present);
                  streams.tellLast(notice.chat(), notice.seq(), removed);
                  tellAll(notice.chat(), present);
                },
                reads));
  }

  private void keep(LogEntry entry) {
    tails.add(entry.chat(), new EncodedEntry(entry.seq().value(), encoder.entry(entry)));
  }

  /**
   * Tells the new readers of everything that is stored by now. Entries after the change may have
   * been published to the readers before it; whoever publishes later than this reads the log's end
   * here finds the new ones.
   */
  private void tellAll(ChatId chat, List<DeviceRef> present) {
    chats.findHead(chat).ifPresent(head -> streams.tell(chat, head.lastSeq(), present));
  }

  private static void watch(CompletionStage<Void> telling) {
    telling.whenComplete(
        (done, problem) -> {
          if (problem != null) {
            log.warn("streams were not told of an entry: {}", problem.toString());
          }
        });
  }
}
