package chat.sotto.client.session;

import chat.sotto.client.chatlog.ChatCursor;
import chat.sotto.client.group.GroupState;
import chat.sotto.client.group.PendingCommit;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.Epoch;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.transport.ClientFrame;
import chat.sotto.client.transport.CommitReceipt;
import chat.sotto.client.transport.FetchedGroupInfo;
import chat.sotto.client.transport.ServerFrame;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Own commits of one chat on the stream: re-keys, and joining again. One at a time; a stale one is
 * built anew on what has come meanwhile. Confined to the chat's executor.
 */
final class Commits {

  private static final Logger LOG = LoggerFactory.getLogger(Commits.class);
  private static final int MAX_ATTEMPTS = 5;

  private final SessionContext context;
  private final ChatBook book;
  private final Runnable catchUp;
  private final List<CompletableFuture<Epoch>> waiting = new ArrayList<>();
  private Optional<ClientMessageId> inFlight = Optional.empty();
  private int attempts;

  Commits(SessionContext context, ChatBook book, Runnable catchUp) {
    this.context = context;
    this.book = book;
    this.catchUp = catchUp;
  }

  /** Whether a commit is on its way: messages wait for it. */
  boolean isBusy() {
    return inFlight.isPresent();
  }

  /** Gives the chat a fresh key; the future hears of the epoch that begins with it. */
  void rekey(CompletableFuture<Epoch> result) {
    waiting.add(result);
    startRekey();
  }

  /** Submits a re-key, unless a commit is on its way already or no stream is open. */
  void startRekey() {
    Optional<GroupState> group = book.group();
    if (isBusy() || !context.uplink().isOpen()) {
      return;
    }
    if (group.isEmpty()) {
      fail(new SottoException(Reason.GROUP_INVALID, "this device is not in the chat's group"));
      return;
    }
    submit(context.agreement().rekey(group.get(), context.self()), latestHandshake());
  }

  /** Joins again if a commit counted that this device could not follow. */
  void rejoinIfBehind() {
    boolean behind = book.cursor().isPresent() && book.notes().behind();
    if (!behind || isBusy() || !context.uplink().isOpen() || attempts >= MAX_ATTEMPTS) {
      return;
    }
    LOG.info("chat {}: joining again", book.chat());
    FetchedGroupInfo info = context.access().call(s -> s.chats().groupInfo(book.chat()));
    PendingCommit join =
        context.agreement().join(book.chat(), info.groupInfo().toByteArray(), context.self());
    // The server chose the group info: it must be of the people who were in the chat.
    book.info().ifPresent(chat -> DirectPeople.require(join.next(), chat));
    context.pins().require(join.next());
    submit(join, info.handshake());
  }

  /**
   * A skipped commit came with a group info of a group that nobody is in; who joins by it stays
   * outside. The state that members go on from takes its place, as well as that can be done now.
   */
  void repairGroupInfo(Seq skipped) {
    Optional<GroupState> group = book.group();
    if (group.isEmpty() || latestHandshake() != skipped.value()) {
      return;
    }
    byte[] good = context.agreement().groupInfo(group.get(), context.self());
    try {
      context
          .access()
          .call(
              s -> {
                s.chats().replaceGroupInfo(book.chat(), skipped.value(), ByteString.copyFrom(good));
                return true;
              });
    } catch (SottoException e) {
      // Another member has done it, or does; or a newer commit brings its own.
      LOG.info("chat {}: its group info is not replaced: {}", book.chat(), e.reason());
    }
  }

  private void submit(PendingCommit commit, long after) {
    OwnCommit own = OwnCommit.of(commit, after);
    book.putOwn(own);
    inFlight = Optional.of(own.clientId());
    context.uplink().offer(new ClientFrame.Commit(own.draft(book.chat())));
  }

  private long latestHandshake() {
    return book.cursor().map(ChatCursor::latestHandshake).map(Seq::value).orElse(0L);
  }

  /** The server has stored it; it counts when it comes in the log. */
  void onCommitted(CommitReceipt receipt) {
    if (inFlight.filter(receipt.clientId()::equals).isPresent()
        && book.cursor().filter(c -> c.head().seq().value() >= receipt.seq()).isEmpty()) {
      catchUp.run();
    }
  }

  /** The server has not stored it. */
  void onRejected(ServerFrame.CommitRejected rejected) {
    if (inFlight.filter(rejected.clientId()::equals).isEmpty()) {
      return;
    }
    inFlight = Optional.empty();
    if (book.own().filter(own -> own.clientId().equals(rejected.clientId())).isPresent()) {
      book.dropOwn();
    }
    Reason reason = rejected.rejection().reason();
    attempts++;
    if (reason == Reason.STALE_HANDSHAKE && attempts < MAX_ATTEMPTS) {
      catchUp.run();
      if (book.notes().behind()) {
        rejoinIfBehind();
      } else {
        startRekey();
      }
      return;
    }
    LOG.info("chat {}: a commit was refused: {}", book.chat(), reason);
    attempts = 0;
    fail(rejected.rejection().toException());
    // Sending goes on under the old key; the next try is a day away.
    book.putNotes(book.notes().rekeyed(context.clock().millis(), book.notes().rekeyedAt()));
  }

  /** The own commit has come back in the log. */
  void onApplied(Seq seq, Epoch epoch) {
    inFlight = Optional.empty();
    attempts = 0;
    book.putNotes(book.notes().rekeyed(context.clock().millis(), seq.value()));
    waiting.forEach(future -> future.complete(epoch));
    waiting.clear();
  }

  /** Another's commit came first; the server's rejection follows and brings the next attempt. */
  void onSuperseded() {
    book.dropOwn();
  }

  /** The stream is gone. Whether the server took the commit shows in the log. */
  void onLost() {
    inFlight = Optional.empty();
  }

  /** A stream is open: what was asked for and has not come is tried again. */
  void onOpen() {
    if (isBusy()) {
      // Asked for just now, and sent on this stream: a lost one leaves nothing in flight.
      return;
    }
    if (book.own().isPresent()) {
      catchUp.run();
      book.dropOwn();
    }
    if (!waiting.isEmpty()) {
      startRekey();
    }
  }

  /** Nobody shall wait any longer. */
  void fail(SottoException cause) {
    waiting.forEach(future -> future.completeExceptionally(cause));
    waiting.clear();
  }
}
