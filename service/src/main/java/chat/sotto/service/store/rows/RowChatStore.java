package chat.sotto.service.store.rows;

import chat.sotto.service.domain.AppendRules;
import chat.sotto.service.domain.ChatHead;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ChatKind;
import chat.sotto.service.domain.ChatSummary;
import chat.sotto.service.domain.CommitDraft;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.GroupInfo;
import chat.sotto.service.domain.Invitation;
import chat.sotto.service.domain.Membership;
import chat.sotto.service.domain.ReadMark;
import chat.sotto.service.domain.ReadingSpan;
import chat.sotto.service.domain.Rejection;
import chat.sotto.service.domain.Rejection.Reason;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.AppendOutcome;
import chat.sotto.service.store.ChatStore;
import chat.sotto.service.store.CreateOutcome;
import chat.sotto.service.store.DepartureOutcome;
import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Chats over rows. */
final class RowChatStore implements ChatStore {
  private static final Duration REPLACEMENT_WINDOW = Duration.ofHours(1);

  private final Transactions transactions;
  private final PositionBuffer positions;

  RowChatStore(Transactions transactions) {
    this.transactions = transactions;
    this.positions = new PositionBuffer(transactions);
  }

  @Override
  public CompletableFuture<CreateOutcome> create(ChatKind kind, CommitDraft first, Instant now) {
    return transactions.write(rows -> new CreateStep(rows, kind, first, now).run());
  }

  @Override
  public CompletableFuture<AppendOutcome> accept(CommitDraft commit, Instant now) {
    return transactions.write(rows -> CommitStep.run(rows, commit, now));
  }

  @Override
  public CompletableFuture<DepartureOutcome> decline(ChatId chat, Username user, Instant now) {
    return transactions.write(rows -> new DepartureSteps(rows, now).decline(chat, user));
  }

  @Override
  public CompletableFuture<DepartureOutcome> leave(ChatId chat, Username user, Instant now) {
    return transactions.write(rows -> new DepartureSteps(rows, now).leave(chat, user));
  }

  @Override
  public CompletableFuture<DepartureOutcome> deleteFor(ChatId chat, Username user, Instant now) {
    return transactions.write(rows -> new DepartureSteps(rows, now).deleteFor(chat, user));
  }

  @Override
  public List<Invitation> invitations(
      Username user, Instant now, Optional<Invitation> after, int limit) {
    Instant madeAfter = now.minus(INVITATION_LIFETIME);
    return transactions.read(rows -> rows.chats().invitations(user, madeAfter, after, limit));
  }

  @Override
  public List<ChatSummary> summaries(DeviceRef viewer, Optional<ChatId> after, int limit) {
    return transactions.read(
        rows ->
            rows.chats().chatsOf(viewer.user(), after, limit).stream()
                .flatMap(chat -> ChatViews.findSummary(rows, chat, viewer).stream())
                .map(summary -> positions.over(summary, viewer.device()))
                .toList());
  }

  @Override
  public Optional<ChatSummary> findSummary(ChatId chat, DeviceRef viewer) {
    return transactions
        .read(rows -> ChatViews.findSummary(rows, chat, viewer))
        .map(summary -> positions.over(summary, viewer.device()));
  }

  @Override
  public Optional<ChatHead> findHead(ChatId chat) {
    return transactions.read(rows -> rows.chats().find(chat)).map(ChatRow::head);
  }

  @Override
  public Optional<GroupInfo> findGroupInfo(ChatId chat, Username user, Optional<Seq> handshakeSeq) {
    return transactions.read(
        rows ->
            rows.chats()
                .findMember(chat, user)
                .filter(row -> !row.forgotten())
                .filter(
                    row ->
                        row.membership() == Membership.MEMBER
                            || row.membership() == Membership.INVITED)
                .flatMap(row -> rows.readers().findGroupInfo(chat, handshakeSeq)));
  }

  @Override
  public CompletableFuture<Optional<Rejection>> replaceGroupInfo(
      ChatId chat, DeviceRef author, Seq handshakeSeq, ByteString groupInfo, Instant now) {
    return transactions.write(
        rows -> {
          Optional<Sending> found = rows.findSending(chat, author);
          if (found.isEmpty()) {
            return Optional.of(Rejection.of(Reason.CHAT_NOT_FOUND));
          }
          Optional<Rejection> refused =
              AppendRules.groupInfo(
                  found.get().chat().head(), found.get().standing(now), handshakeSeq);
          if (refused.isPresent()) {
            return refused;
          }
          Instant windowStart = now.minus(REPLACEMENT_WINDOW);
          if (rows.readers().countReplacements(author.device(), windowStart)
              >= GROUP_INFO_REPLACEMENTS_PER_HOUR) {
            return Optional.of(Rejection.of(Reason.LIMIT_REACHED));
          }
          rows.readers().putReplacement(author.device(), now, windowStart);
          rows.readers()
              .putGroupInfo(chat, new GroupInfo(handshakeSeq, groupInfo), GROUP_INFOS_KEPT);
          return Optional.empty();
        });
  }

  @Override
  public List<DeviceRef> readers(ChatId chat) {
    return transactions.read(
        rows -> {
          Seq end = rows.chats().find(chat).map(row -> row.head().lastSeq()).orElse(Seq.ZERO);
          return rows.readers().of(chat).stream()
              .filter(row -> row.removed().filter(end::isAfter).isEmpty())
              .map(ReaderRow::device)
              .toList();
        });
  }

  @Override
  public Optional<ReadingSpan> findSpan(ChatId chat, DeviceRef reader) {
    return transactions
        .read(
            rows ->
                rows.readers()
                    .find(chat, reader.device())
                    .filter(row -> row.device().equals(reader))
                    .flatMap(row -> rows.chats().find(chat).map(c -> row.span(c.head().lastSeq()))))
        .map(span -> positions.over(span, reader.device()));
  }

  @Override
  public List<ReadingSpan> spansBehind(DeviceId device) {
    return transactions.read(rows -> rows.readers().behind(device)).stream()
        .map(span -> positions.over(span, device))
        .filter(ReadingSpan::isBehind)
        .toList();
  }

  @Override
  public void advancePosition(ChatId chat, DeviceId device, Seq position) {
    positions.advance(chat, device, position);
  }

  @Override
  public Map<Username, Seq> deliveredMarks(ChatId chat) {
    return transactions.read(
        rows -> {
          Seq end = rows.chats().find(chat).map(row -> row.head().lastSeq()).orElse(Seq.ZERO);
          Map<Username, Seq> marks = new TreeMap<>();
          for (ReaderRow row : rows.readers().of(chat)) {
            if (row.removed().isEmpty()) {
              Seq position = positions.over(chat, row.device().device(), row.position(), end);
              marks.merge(row.device().user(), position, (a, b) -> a.isAfter(b) ? a : b);
            }
          }
          return marks;
        });
  }

  @Override
  public void saveReadMark(ReadMark mark) {
    record Key(ChatId chat, Username user) {}
    var unused =
        transactions.writeLater(
            new Key(mark.chat(), mark.reader().user()),
            rows -> {
              boolean reads =
                  rows.readers()
                      .find(mark.chat(), mark.reader().device())
                      .filter(row -> row.reads(mark.reader()))
                      .isPresent();
              if (reads) {
                rows.readers().putReadMark(mark);
              }
            });
  }

  @Override
  public List<ReadMark> readMarks(ChatId chat) {
    return transactions.read(rows -> rows.readers().readMarks(chat));
  }
}
