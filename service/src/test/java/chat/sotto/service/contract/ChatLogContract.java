package chat.sotto.service.contract;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.CommitDraft;
import chat.sotto.service.domain.CommitStatement;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.EntryKind;
import chat.sotto.service.domain.LogEntry;
import chat.sotto.service.domain.LogHash;
import chat.sotto.service.domain.MessageDraft;
import chat.sotto.service.domain.Rejection.Reason;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.store.AppendOutcome;
import chat.sotto.service.store.ChatLog;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link chat.sotto.service.store.ChatLog} promises. */
public abstract class ChatLogContract extends StoreContract {
  private DeviceRef alice;
  private DeviceRef bob;
  private ChatId chat;

  @BeforeEach
  void makeChat() {
    alice = register("alice");
    bob = register("bob");
    chat = active(alice, bob);
  }

  private List<LogEntry> wholeLog() {
    return stores.log().read(chat, new Seq(1), 10_000, Long.MAX_VALUE);
  }

  private void assertChained(List<LogEntry> log) {
    LogHash hash = LogHash.ZERO;
    for (int i = 0; i < log.size(); i++) {
      assertThat(log.get(i).seq()).isEqualTo(new Seq(i + 1));
      hash = hash.next(log.get(i).hash());
      assertThat(stores.log().findHash(chat, log.get(i).seq())).contains(hash);
    }
    assertThat(stores.chats().findHead(chat).orElseThrow().lastHash()).isEqualTo(hash);
  }

  @Test
  void append_ofMember_isStoredAsSent() {
    MessageDraft draft = message(chat, alice, 2);

    AppendOutcome.Stored stored = stored(done(stores.log().append(draft, NOW)));

    assertThat(stored.repeated()).isFalse();
    LogEntry entry = stored.entry();
    assertThat(entry.seq()).isEqualTo(new Seq(3));
    assertThat(entry.kind()).isEqualTo(EntryKind.MESSAGE);
    assertThat(entry.sender()).isEqualTo(alice.device());
    assertThat(entry.clientId()).isEqualTo(draft.clientId());
    assertThat(entry.payload()).isEqualTo(draft.payload());
    assertThat(entry.time()).isEqualTo(NOW);
    assertThat(wholeLog()).endsWith(entry).hasSize(3);
    assertThat(stores.log().findHash(chat, new Seq(2))).contains(stored.hashBefore());
  }

  @Test
  void append_repeated_returnsFirstAnswerEvenAfterClose() {
    MessageDraft draft = message(chat, alice, 2);
    AppendOutcome.Stored first = stored(done(stores.log().append(draft, NOW)));
    send(chat, bob);
    departed(done(stores.chats().leave(chat, bob.user(), NOW)));

    AppendOutcome.Stored again = stored(done(stores.log().append(draft, NOW.plusSeconds(9))));

    assertThat(again.repeated()).isTrue();
    assertThat(again.entry()).isEqualTo(first.entry());
    assertThat(again.hashBefore()).isEqualTo(first.hashBefore());
    assertThat(wholeLog()).hasSize(5);
  }

  @Test
  void append_sameClientIdOfAnotherDevice_isAnotherMessage() {
    MessageDraft draft = message(chat, alice, 2);
    stored(done(stores.log().append(draft, NOW)));

    MessageDraft other =
        new MessageDraft(chat, bob, draft.clientId(), draft.afterHandshake(), randomBytes(300));

    assertThat(stored(done(stores.log().append(other, NOW))).repeated()).isFalse();
  }

  @Test
  void append_clockGoesBack_timeNeverDecreases() {
    stored(done(stores.log().append(message(chat, alice, 2), NOW.plusSeconds(5))));

    LogEntry entry = stored(done(stores.log().append(message(chat, alice, 2), NOW))).entry();

    assertThat(entry.time()).isEqualTo(NOW.plusSeconds(5));
  }

  @Test
  void append_unknownChat_isNotFound() {
    assertThat(rejection(send(newChatId(), alice))).contains(Reason.CHAT_NOT_FOUND);
  }

  @Test
  void append_ofStranger_isNotFound() {
    DeviceRef carol = register("carol");

    assertThat(rejection(send(chat, carol))).contains(Reason.CHAT_NOT_FOUND);
  }

  @Test
  void append_ofDeviceThatHasNotJoined_isNotFound() {
    assertThat(rejection(send(chat, newDevice("alice")))).contains(Reason.CHAT_NOT_FOUND);
  }

  @Test
  void append_whilePending_isRefused() {
    DeviceRef carol = register("carol");
    ChatId unanswered = pending(alice, carol);

    assertThat(rejection(done(stores.log().append(message(unanswered, alice, 1), NOW))))
        .contains(Reason.CHAT_PENDING);
    assertThat(rejection(done(stores.log().append(message(unanswered, carol, 1), NOW))))
        .contains(Reason.CHAT_PENDING);
  }

  @Test
  void append_afterOtherLeft_isClosed() {
    departed(done(stores.chats().leave(chat, bob.user(), NOW)));

    assertThat(rejection(send(chat, alice))).contains(Reason.CHAT_CLOSED);
  }

  @Test
  void append_blockedEitherWay_isRefusedUntilUnblocked() {
    done(stores.accounts().block(bob.user(), alice.user()));

    assertThat(rejection(send(chat, alice))).contains(Reason.BLOCKED);
    assertThat(rejection(send(chat, bob))).contains(Reason.BLOCKED);

    done(stores.accounts().unblock(bob.user(), alice.user()));
    stored(send(chat, alice));
  }

  @Test
  void append_afterOlderCommit_isStaleAndNamesTheLatest() {
    AppendOutcome outcome = done(stores.log().append(message(chat, alice, 1), NOW));

    assertThat(rejection(outcome)).contains(Reason.STALE_EPOCH);
    assertThat(((AppendOutcome.Rejected) outcome).rejection().latestHandshake())
        .isEqualTo(new Seq(2));
    assertThat(wholeLog()).hasSize(2);
  }

  @Test
  void append_fromManyThreads_leavesNoGap() {
    List<CompletableFuture<AppendOutcome>> answers =
        IntStream.range(0, 400)
            .parallel()
            .mapToObj(i -> stores.log().append(message(chat, i % 2 == 0 ? alice : bob, 2), NOW))
            .toList();

    answers.forEach(answer -> stored(done(answer)));

    List<LogEntry> log = wholeLog();
    assertThat(log).hasSize(402);
    assertChained(log);
  }

  @Test
  void appendCommit_reKey_movesTheHandshake() {
    CommitDraft draft = commit(chat, alice, 2, CommitStatement.NOTHING);

    AppendOutcome.Stored stored = stored(done(stores.log().appendCommit(draft, NOW)));

    assertThat(stored.entry().kind()).isEqualTo(EntryKind.COMMIT);
    assertThat(stored.entry().payload()).isEqualTo(draft.payload());
    assertThat(stores.chats().findHead(chat).orElseThrow().handshakeSeq()).isEqualTo(new Seq(3));
    assertThat(rejection(send(chat, bob))).contains(Reason.STALE_EPOCH);
    assertThat(stored(done(stores.log().appendCommit(draft, NOW))).repeated()).isTrue();
  }

  @Test
  void appendCommit_againstOlderHandshake_isStale() {
    CommitDraft draft = commit(chat, alice, 1, CommitStatement.NOTHING);

    AppendOutcome outcome = done(stores.log().appendCommit(draft, NOW));

    assertThat(rejection(outcome)).contains(Reason.STALE_HANDSHAKE);
    assertThat(((AppendOutcome.Rejected) outcome).rejection().latestHandshake())
        .isEqualTo(new Seq(2));
  }

  @Test
  void appendCommit_againstTheRoles_isRefusedAndAppliesNothing() {
    CommitStatement removesOther =
        new CommitStatement(List.of(), List.of(bob), List.of(), List.of(), List.of());

    AppendOutcome outcome =
        done(stores.log().appendCommit(commit(chat, alice, 2, removesOther), NOW));

    assertThat(rejection(outcome)).contains(Reason.STATEMENT_REFUSED);
    assertThat(stores.chats().readers(chat)).containsExactlyInAnyOrder(alice, bob);
  }

  @Test
  void appendCommit_resynchronisingDevice_keepsItsPlace() {
    CommitStatement rejoin =
        new CommitStatement(List.of(bob), List.of(bob), List.of(), List.of(), List.of());

    stored(done(stores.log().appendCommit(commit(chat, bob, 2, rejoin), NOW)));

    assertThat(stores.chats().findSpan(chat, bob).orElseThrow().joinedSeq()).isEqualTo(new Seq(2));
    assertThat(stores.chats().readers(chat)).contains(bob);
  }

  @Test
  void appendCommit_ofStranger_isNotFound() {
    DeviceRef carol = register("carol");

    assertThat(
            rejection(
                done(
                    stores
                        .log()
                        .appendCommit(
                            commit(chat, carol, 2, CommitStatement.joining(carol)), NOW))))
        .contains(Reason.CHAT_NOT_FOUND);
  }

  @Test
  void delete_ownMessage_dropsPayloadAndKeepsChain() {
    LogEntry message = stored(send(chat, alice)).entry();

    AppendOutcome.Stored deletion =
        stored(done(stores.log().delete(chat, alice, message.seq(), NOW)));

    assertThat(deletion.entry().kind()).isEqualTo(EntryKind.DELETION);
    assertThat(deletion.entry().sender()).isEqualTo(alice.device());
    List<LogEntry> log = wholeLog();
    assertThat(log.get(2).payload()).isEqualTo(ByteString.EMPTY);
    assertThat(log.get(2).keptHash()).contains(message.hash());
    assertChained(log);
  }

  @Test
  void delete_repeated_returnsFirstDeletion() {
    Seq target = stored(send(chat, alice)).entry().seq();
    AppendOutcome.Stored first = stored(done(stores.log().delete(chat, alice, target, NOW)));

    AppendOutcome.Stored again = stored(done(stores.log().delete(chat, alice, target, NOW)));

    assertThat(again.repeated()).isTrue();
    assertThat(again.entry()).isEqualTo(first.entry());
    assertThat(wholeLog()).hasSize(4);
  }

  @Test
  void delete_othersMessage_isNotYours() {
    Seq target = stored(send(chat, alice)).entry().seq();

    assertThat(rejection(done(stores.log().delete(chat, bob, target, NOW))))
        .contains(Reason.NOT_YOURS);
    assertThat(wholeLog().get(2).isDeleted()).isFalse();
  }

  @Test
  void delete_whatIsNoMessage_isEntryNotFound() {
    assertThat(rejection(done(stores.log().delete(chat, alice, new Seq(1), NOW))))
        .contains(Reason.ENTRY_NOT_FOUND);
    assertThat(rejection(done(stores.log().delete(chat, alice, new Seq(99), NOW))))
        .contains(Reason.ENTRY_NOT_FOUND);
  }

  @Test
  void delete_inClosedChat_isRefused() {
    Seq target = stored(send(chat, alice)).entry().seq();
    departed(done(stores.chats().leave(chat, bob.user(), NOW)));

    assertThat(rejection(done(stores.log().delete(chat, alice, target, NOW))))
        .contains(Reason.CHAT_CLOSED);
  }

  @Test
  void delete_ofStranger_isNotFound() {
    DeviceRef carol = register("carol");
    Seq target = stored(send(chat, alice)).entry().seq();

    assertThat(rejection(done(stores.log().delete(chat, carol, target, NOW))))
        .contains(Reason.CHAT_NOT_FOUND);
  }

  @Test
  void read_withBounds_isContiguousAndNeverEmptyBeforeTheEnd() {
    List<LogEntry> sent = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      sent.add(stored(send(chat, alice)).entry());
    }

    assertThat(stores.log().read(chat, new Seq(3), 2, Long.MAX_VALUE))
        .isEqualTo(sent.subList(0, 2));
    assertThat(stores.log().read(chat, new Seq(3), 10, 600)).isEqualTo(sent.subList(0, 2));
    assertThat(stores.log().read(chat, new Seq(4), 10, 1)).isEqualTo(sent.subList(1, 2));
    assertThat(stores.log().read(chat, new Seq(8), 10, 1)).isEmpty();
    assertThat(stores.log().read(newChatId(), new Seq(1), 10, 1)).isEmpty();
  }

  @Test
  void findHash_atBothEnds_knowsTheBeginningAndNotTheFuture() {
    assertThat(stores.log().findHash(chat, Seq.ZERO)).contains(LogHash.ZERO);
    assertThat(stores.log().findHash(chat, new Seq(3))).isEmpty();
    assertThat(stores.log().findHash(newChatId(), Seq.ZERO)).isEmpty();
  }

  private ChatLog.Expired expire(ChatId chat, Instant olderThan) {
    return done(stores.log().expire(chat, olderThan));
  }

  @Test
  void expire_erasesOldMessages_andKeepsHashesAndEverythingElse() {
    DeviceRef dora = register("dora");
    ChatId chat = active(dora, register("emil"));
    LogEntry old = stored(send(chat, dora)).entry();
    LogEntry recent =
        stored(done(stores.log().append(message(chat, dora, 2), NOW.plusSeconds(10)))).entry();
    LogHash end = stores.log().findHash(chat, recent.seq()).orElseThrow();

    assertThat(stores.log().expirable(Optional.empty(), NOW.plusSeconds(5), 10)).contains(chat);
    assertThat(expire(chat, NOW.plusSeconds(5))).isEqualTo(new ChatLog.Expired(1, false));

    List<LogEntry> entries = stores.log().read(chat, new Seq(1), 10, 1 << 20);
    assertThat(entries).hasSize(4);
    assertThat(entries.subList(0, 2)).allMatch(entry -> !entry.payload().isEmpty());
    assertThat(entries.get(2)).isEqualTo(old.erased());
    assertThat(entries.get(2).hash()).isEqualTo(old.hash());
    assertThat(entries.get(2).expired()).isTrue();
    assertThat(entries.get(3)).isEqualTo(recent);
    LogHash chain = LogHash.ZERO;
    for (LogEntry entry : entries) {
      chain = chain.next(entry.hash());
    }
    assertThat(chain).isEqualTo(end);
    assertThat(stores.log().expirable(Optional.empty(), NOW.plusSeconds(5), 10))
        .doesNotContain(chat);
  }

  @Test
  void expire_manyMessages_takesSeveralSteps() {
    DeviceRef dora = register("dora");
    ChatId chat = active(dora, register("emil"));
    for (int i = 0; i < 150; i++) {
      send(chat, dora);
    }
    int erased = 0;
    int steps = 0;
    ChatLog.Expired step;
    do {
      step = expire(chat, NOW.plusSeconds(1));
      erased += step.erased();
      steps++;
    } while (step.more());
    assertThat(erased).isEqualTo(150);
    assertThat(steps).isBetween(3, 5);
  }

  @Test
  void expire_ofARepeatedMessage_returnsTheFirstAnswer() {
    DeviceRef dora = register("dora");
    ChatId chat = active(dora, register("emil"));
    MessageDraft draft = message(chat, dora, 2);
    LogEntry first = stored(done(stores.log().append(draft, NOW))).entry();
    expire(chat, NOW.plusSeconds(1));

    AppendOutcome.Stored again = stored(done(stores.log().append(draft, NOW)));

    assertThat(again.repeated()).isTrue();
    assertThat(again.entry().seq()).isEqualTo(first.seq());
  }

  @Test
  void delete_ofAnExpiredMessage_isADeletion() {
    DeviceRef dora = register("dora");
    ChatId chat = active(dora, register("emil"));
    LogEntry old = stored(send(chat, dora)).entry();
    expire(chat, NOW.plusSeconds(1));

    stored(done(stores.log().delete(chat, dora, old.seq(), NOW)));

    LogEntry deleted = stores.log().read(chat, old.seq(), 1, 1 << 20).get(0);
    assertThat(deleted.expired()).isFalse();
    assertThat(deleted.hash()).isEqualTo(old.hash());
  }

  @Test
  void expirable_goesOnAfterAChat_andLeavesOutThoseWithNothingOld() {
    DeviceRef dora = register("dora");
    ChatId one = active(dora, register("emil"));
    ChatId other = active(dora, register("fred"));
    List<ChatId> all = stores.log().expirable(Optional.empty(), NOW.plusSeconds(1), 10);

    assertThat(all).contains(one, other);
    assertThat(stores.log().expirable(Optional.empty(), NOW.plusSeconds(1), 1))
        .containsExactly(all.get(0));
    assertThat(stores.log().expirable(Optional.of(all.get(0)), NOW.plusSeconds(1), 10))
        .isEqualTo(all.subList(1, all.size()));
    assertThat(stores.log().expirable(Optional.empty(), NOW, 10)).isEmpty();
  }
}
