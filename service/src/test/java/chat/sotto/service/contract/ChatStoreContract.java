package chat.sotto.service.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.sotto.service.domain.ChatHead;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ChatState;
import chat.sotto.service.domain.ChatSummary;
import chat.sotto.service.domain.CommitDraft;
import chat.sotto.service.domain.CommitStatement;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.EntryKind;
import chat.sotto.service.domain.EntryPayloads;
import chat.sotto.service.domain.GroupInfo;
import chat.sotto.service.domain.Invitation;
import chat.sotto.service.domain.LogEntry;
import chat.sotto.service.domain.LogHash;
import chat.sotto.service.domain.Member;
import chat.sotto.service.domain.NoticeKind;
import chat.sotto.service.domain.ReadMark;
import chat.sotto.service.domain.ReadingSpan;
import chat.sotto.service.domain.Rejection;
import chat.sotto.service.domain.Rejection.Reason;
import chat.sotto.service.domain.Role;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.ChatStore;
import chat.sotto.service.store.CreateOutcome;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ChatStore} promises. */
public abstract class ChatStoreContract extends StoreContract {
  private DeviceRef alice;
  private DeviceRef bob;

  @BeforeEach
  void registerPeople() {
    alice = register("alice");
    bob = register("bob");
  }

  private ChatState state(ChatId chat) {
    return stores.chats().findHead(chat).map(ChatHead::state).orElseThrow();
  }

  private List<Invitation> invitations(DeviceRef person, Instant now) {
    return stores.chats().invitations(person.user(), now, Optional.empty(), 100);
  }

  @Test
  void create_direct_isPendingAndInvites() {
    CommitDraft request = request(alice, bob);

    CreateOutcome.Created created = created(create(request));

    assertThat(created.first().entry().seq()).isEqualTo(new Seq(1));
    assertThat(created.first().hashBefore()).isEqualTo(LogHash.ZERO);
    assertThat(state(request.chat())).isEqualTo(ChatState.PENDING);
    assertThat(stores.chats().readers(request.chat())).containsExactly(alice);
    assertThat(invitations(bob, NOW)).hasSize(1);
    assertThat(invitations(bob, NOW).get(0).from()).isEqualTo(alice.user());
    assertThat(invitations(alice, NOW)).isEmpty();
    assertThat(stores.chats().findSummary(request.chat(), bob).orElseThrow().members())
        .containsExactly(
            new Member(alice.user(), Role.MEMBER, false),
            new Member(bob.user(), Role.MEMBER, true));
  }

  @Test
  void create_repeated_returnsFirstAnswer() {
    CommitDraft request = request(alice, bob);
    CreateOutcome.Created first = created(create(request));
    stored(accept(request.chat(), bob, 1));

    CreateOutcome.Created again = created(create(request, NOW.plusSeconds(5)));

    assertThat(again.first().repeated()).isTrue();
    assertThat(again.first().entry()).isEqualTo(first.first().entry());
  }

  @Test
  void create_secondRequestFromEitherSide_findsTheChat() {
    ChatId chat = pending(alice, bob);

    for (CommitDraft second : List.of(request(alice, bob), request(bob, alice))) {
      CreateOutcome outcome = create(second);

      assertThat(outcome).isInstanceOf(CreateOutcome.Existing.class);
      assertThat(((CreateOutcome.Existing) outcome).chat().chat()).isEqualTo(chat);
      assertThat(stores.chats().findHead(second.chat())).isEmpty();
    }
  }

  @Test
  void create_fromManyThreadsAndBothSides_makesOneChat() {
    List<CompletableFuture<CreateOutcome>> answers =
        IntStream.range(0, 40)
            .parallel()
            .mapToObj(i -> i % 2 == 0 ? request(alice, bob) : request(bob, alice))
            .map(r -> stores.chats().create(chat.sotto.service.domain.ChatKind.DIRECT, r, NOW))
            .toList();

    List<CreateOutcome> outcomes = answers.stream().map(StoreContract::done).toList();

    assertThat(outcomes).filteredOn(CreateOutcome.Created.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(CreateOutcome.Existing.class::isInstance).hasSize(39);
    assertThat(stores.accounts().stats().chats()).isEqualTo(1);
  }

  @Test
  void create_unknownUser_isRefused() {
    assertThat(rejection(create(request(alice, newDevice("nobody")))))
        .contains(Reason.USER_NOT_FOUND);
  }

  @Test
  void create_blockedEitherWay_isRefused() {
    done(stores.accounts().block(bob.user(), alice.user()));

    assertThat(rejection(create(request(alice, bob)))).contains(Reason.BLOCKED);
    assertThat(rejection(create(request(bob, alice)))).contains(Reason.BLOCKED);
  }

  @Test
  void create_idOfAnotherChat_isRefused() {
    ChatId chat = pending(alice, bob);
    CommitDraft stolen = commit(chat, bob, 0, CommitStatement.founding(bob, List.of(alice.user())));

    assertThat(rejection(create(stolen))).contains(Reason.CHAT_ID_IN_USE);
  }

  @Test
  void create_withAnotherFirstStatement_isRefused() {
    CommitDraft alone = commit(newChatId(), alice, 0, CommitStatement.joining(alice));
    CommitDraft late =
        commit(newChatId(), alice, 1, CommitStatement.founding(alice, List.of(bob.user())));

    assertThat(rejection(create(alone))).contains(Reason.STATEMENT_REFUSED);
    assertThat(rejection(create(late))).contains(Reason.STALE_HANDSHAKE);
  }

  @Test
  void create_afterDecline_isDeclinedForAMonth() {
    ChatId chat = pending(alice, bob);
    departed(done(stores.chats().decline(chat, bob.user(), NOW)));

    assertThat(rejection(create(request(alice, bob), NOW.plus(MONTH).minusMillis(1))))
        .contains(Reason.DECLINED);
    created(create(request(alice, bob), NOW.plus(MONTH)));
  }

  @Test
  void create_afterDeclineAndForgetting_isStillDeclined() {
    ChatId chat = pending(alice, bob);
    departed(done(stores.chats().decline(chat, bob.user(), NOW)));
    departed(done(stores.chats().deleteFor(chat, alice.user(), NOW)));

    assertThat(stores.chats().findHead(chat)).isEmpty();
    assertThat(rejection(create(request(alice, bob)))).contains(Reason.DECLINED);
  }

  @Test
  void create_byWhoDeclined_isANewChat() {
    ChatId declined = pending(alice, bob);
    departed(done(stores.chats().decline(declined, bob.user(), NOW)));

    ChatId fresh = active(bob, alice);

    assertThat(fresh).isNotEqualTo(declined);
    assertThat(stores.chats().findSummary(declined, alice)).isPresent();
    departed(done(stores.chats().leave(fresh, bob.user(), NOW)));
    created(create(request(alice, bob)));
  }

  @Test
  void create_afterOtherLeft_isANewChatAndTheOldStaysReadable() {
    ChatId old = active(alice, bob);
    departed(done(stores.chats().leave(old, bob.user(), NOW)));

    created(create(request(bob, alice)));

    assertThat(stores.chats().findSpan(old, alice)).isPresent();
    assertThat(stores.chats().findSummary(old, alice).orElseThrow().state())
        .isEqualTo(ChatState.CLOSED);
  }

  @Test
  void create_whenTheInvitationIsVoid_renewsIt() {
    ChatId chat = pending(alice, bob);
    Instant later = NOW.plus(MONTH);
    assertThat(invitations(bob, later)).isEmpty();

    assertThat(create(request(alice, bob), later)).isInstanceOf(CreateOutcome.Existing.class);

    assertThat(invitations(bob, later)).extracting(Invitation::chat).containsExactly(chat);
  }

  @Test
  void accept_ofInvited_makesTheChatActive() {
    ChatId chat = pending(alice, bob);

    LogEntry entry = stored(accept(chat, bob, 1)).entry();

    assertThat(entry.kind()).isEqualTo(EntryKind.COMMIT);
    assertThat(state(chat)).isEqualTo(ChatState.ACTIVE);
    assertThat(stores.chats().readers(chat)).containsExactlyInAnyOrder(alice, bob);
    assertThat(invitations(bob, NOW)).isEmpty();
    ReadingSpan span = stores.chats().findSpan(chat, bob).orElseThrow();
    assertThat(span).isEqualTo(new ReadingSpan(chat, new Seq(2), new Seq(2), new Seq(1)));
    ChatSummary summary = stores.chats().findSummary(chat, bob).orElseThrow();
    assertThat(summary.hashBeforeJoin()).isEqualTo(stores.log().findHash(chat, new Seq(1)));
    assertThat(summary.members()).noneMatch(Member::invited);
  }

  @Test
  void accept_repeated_returnsFirstAnswer() {
    ChatId chat = pending(alice, bob);
    CommitDraft commit = commit(chat, bob, 1, CommitStatement.joining(bob));
    stored(done(stores.chats().accept(commit, NOW)));

    assertThat(stored(done(stores.chats().accept(commit, NOW))).repeated()).isTrue();
  }

  @Test
  void accept_afterAMonth_isNotInvited() {
    ChatId chat = pending(alice, bob);
    CommitDraft commit = commit(chat, bob, 1, CommitStatement.joining(bob));

    assertThat(rejection(done(stores.chats().accept(commit, NOW.plus(MONTH)))))
        .contains(Reason.NOT_INVITED);
  }

  @Test
  void accept_withOlderHandshake_isStale() {
    ChatId chat = pending(alice, bob);
    stored(done(stores.log().appendCommit(commit(chat, alice, 1, CommitStatement.NOTHING), NOW)));

    assertThat(rejection(accept(chat, bob, 1))).contains(Reason.STALE_HANDSHAKE);
    stored(accept(chat, bob, 2));
  }

  @Test
  void accept_whileBlocked_isRefused() {
    ChatId chat = pending(alice, bob);
    done(stores.accounts().block(bob.user(), alice.user()));

    assertThat(rejection(accept(chat, bob, 1))).contains(Reason.BLOCKED);
  }

  @Test
  void accept_addingSomebodyElsesDevice_isRefused() {
    DeviceRef carol = register("carol");
    ChatId chat = pending(alice, bob);
    CommitDraft commit = commit(chat, bob, 1, CommitStatement.joining(carol));

    assertThat(rejection(done(stores.chats().accept(commit, NOW))))
        .contains(Reason.STATEMENT_REFUSED);
    assertThat(state(chat)).isEqualTo(ChatState.PENDING);
  }

  @Test
  void accept_ofStranger_isNotFound() {
    DeviceRef carol = register("carol");

    assertThat(rejection(accept(pending(alice, bob), carol, 1))).contains(Reason.CHAT_NOT_FOUND);
  }

  @Test
  void decline_ofInvited_closesWithANotice() {
    ChatId chat = pending(alice, bob);

    LogEntry notice =
        departed(done(stores.chats().decline(chat, bob.user(), NOW))).notice().orElseThrow();

    assertThat(notice.kind()).isEqualTo(EntryKind.NOTICE);
    assertThat(notice.payload())
        .isEqualTo(EntryPayloads.notice(NoticeKind.DECLINED, bob.user(), List.of(), true));
    assertThat(state(chat)).isEqualTo(ChatState.CLOSED);
    assertThat(stores.chats().findSummary(chat, bob)).isEmpty();
    assertThat(invitations(bob, NOW)).isEmpty();
    assertThat(departed(done(stores.chats().decline(chat, bob.user(), NOW))).notice()).isEmpty();
  }

  @Test
  void decline_ofMemberOrStranger_isRefused() {
    DeviceRef carol = register("carol");
    ChatId chat = active(alice, bob);

    assertThat(rejection(done(stores.chats().decline(chat, bob.user(), NOW))))
        .contains(Reason.NOT_INVITED);
    assertThat(rejection(done(stores.chats().decline(chat, carol.user(), NOW))))
        .contains(Reason.CHAT_NOT_FOUND);
  }

  @Test
  void leave_ofMember_closesWithANoticeThatTheLeaverStillReads() {
    ChatId chat = active(alice, bob);

    LogEntry notice =
        departed(done(stores.chats().leave(chat, bob.user(), NOW))).notice().orElseThrow();

    assertThat(notice.payload())
        .isEqualTo(EntryPayloads.notice(NoticeKind.LEFT, bob.user(), List.of(bob.device()), true));
    assertThat(state(chat)).isEqualTo(ChatState.CLOSED);
    assertThat(stores.chats().readers(chat)).containsExactlyInAnyOrder(alice, bob);
    assertThat(stores.chats().findSpan(chat, bob).orElseThrow().lastSeq()).isEqualTo(notice.seq());
    assertThat(stores.chats().summaries(bob, Optional.empty(), 10)).hasSize(1);
    assertThat(departed(done(stores.chats().leave(chat, bob.user(), NOW))).notice()).isEmpty();
  }

  @Test
  void leave_ofStranger_isNotFound() {
    ChatId chat = active(alice, bob);

    assertThat(rejection(done(stores.chats().leave(chat, Username.of("carol"), NOW))))
        .contains(Reason.CHAT_NOT_FOUND);
  }

  @Test
  void deleteFor_eachInTurn_removesTheLogWithTheLast() {
    ChatId chat = active(alice, bob);

    assertThat(departed(done(stores.chats().deleteFor(chat, bob.user(), NOW))).notice())
        .isPresent();
    assertThat(stores.chats().findSummary(chat, bob)).isEmpty();
    assertThat(stores.chats().findSpan(chat, bob)).isEmpty();
    assertThat(stores.chats().findSummary(chat, alice)).isPresent();
    assertThat(departed(done(stores.chats().deleteFor(chat, bob.user(), NOW))).notice()).isEmpty();

    assertThat(departed(done(stores.chats().deleteFor(chat, alice.user(), NOW))).notice())
        .isEmpty();
    assertThat(stores.chats().findHead(chat)).isEmpty();
    assertThat(stores.log().read(chat, new Seq(1), 10, 1000)).isEmpty();
    assertThat(stores.accounts().stats().entries()).isZero();
  }

  @Test
  void deleteFor_ofRequesterWhilePending_withdrawsTheInvitation() {
    ChatId chat = pending(alice, bob);

    departed(done(stores.chats().deleteFor(chat, alice.user(), NOW)));

    assertThat(invitations(bob, NOW)).isEmpty();
    assertThat(stores.chats().findHead(chat)).isEmpty();
    created(create(request(alice, bob)));
  }

  @Test
  void leave_ofRequesterWhilePending_withdrawsTheInvitation() {
    ChatId chat = pending(alice, bob);

    departed(done(stores.chats().leave(chat, alice.user(), NOW)));

    assertThat(invitations(bob, NOW)).isEmpty();
    assertThat(rejection(accept(chat, bob, 1))).contains(Reason.CHAT_NOT_FOUND);
  }

  @Test
  void invitations_paged_comeOldestFirst() {
    List<ChatId> chats = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      CommitDraft request = request(register("from" + i), bob);
      created(create(request, NOW.plusSeconds(3 - i)));
      chats.add(0, request.chat());
    }

    List<Invitation> first = stores.chats().invitations(bob.user(), NOW, Optional.empty(), 2);
    List<Invitation> second =
        stores.chats().invitations(bob.user(), NOW, Optional.of(first.get(1)), 2);

    assertThat(first).extracting(Invitation::chat).isEqualTo(chats.subList(0, 2));
    assertThat(second).extracting(Invitation::chat).isEqualTo(chats.subList(2, 3));
  }

  @Test
  void summaries_paged_comeById() {
    List<ChatId> chats = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      chats.add(active(alice, register("other" + i)));
    }
    chats.sort(null);

    List<ChatSummary> first = stores.chats().summaries(alice, Optional.empty(), 2);
    List<ChatSummary> second = stores.chats().summaries(alice, Optional.of(chats.get(1)), 2);

    assertThat(first).extracting(ChatSummary::chat).isEqualTo(chats.subList(0, 2));
    assertThat(second).extracting(ChatSummary::chat).isEqualTo(chats.subList(2, 3));
  }

  @Test
  void findSummary_ofStranger_isEmpty() {
    assertThat(stores.chats().findSummary(active(alice, bob), register("carol"))).isEmpty();
  }

  @Test
  void findGroupInfo_afterManyCommits_keepsTheLastEight() {
    ChatId chat = active(alice, bob);
    CommitDraft last = commit(chat, alice, 2, CommitStatement.NOTHING);
    for (int handshake = 2; handshake < 10; handshake++) {
      last = commit(chat, alice, handshake, CommitStatement.NOTHING);
      stored(done(stores.log().appendCommit(last, NOW)));
    }

    assertThat(stores.chats().findGroupInfo(chat, bob.user(), Optional.empty()))
        .contains(new GroupInfo(new Seq(10), last.groupInfo()));
    assertThat(stores.chats().findGroupInfo(chat, bob.user(), Optional.of(new Seq(3)))).isPresent();
    assertThat(stores.chats().findGroupInfo(chat, bob.user(), Optional.of(new Seq(2)))).isEmpty();
  }

  @Test
  void findGroupInfo_isForMembersAndInvitedAlone() {
    ChatId chat = pending(alice, bob);

    assertThat(stores.chats().findGroupInfo(chat, bob.user(), Optional.empty())).isPresent();
    assertThat(stores.chats().findGroupInfo(chat, Username.of("carol"), Optional.empty()))
        .isEmpty();
    departed(done(stores.chats().decline(chat, bob.user(), NOW)));
    assertThat(stores.chats().findGroupInfo(chat, bob.user(), Optional.empty())).isEmpty();
  }

  private Optional<Reason> replace(ChatId chat, DeviceRef author, long seq, Instant now) {
    return done(stores
            .chats()
            .replaceGroupInfo(chat, author, new Seq(seq), ByteString.copyFromUtf8("g"), now))
        .map(Rejection::reason);
  }

  @Test
  void replaceGroupInfo_ofMember_countsToTenAnHour() {
    ChatId chat = active(alice, bob);

    for (int i = 0; i < 10; i++) {
      assertThat(replace(chat, alice, 2, NOW)).isEmpty();
    }

    assertThat(replace(chat, alice, 2, NOW.plusSeconds(3599))).contains(Reason.LIMIT_REACHED);
    assertThat(replace(chat, bob, 2, NOW)).isEmpty();
    assertThat(replace(chat, alice, 2, NOW.plusSeconds(3600))).isEmpty();
    assertThat(stores.chats().findGroupInfo(chat, bob.user(), Optional.empty()))
        .contains(new GroupInfo(new Seq(2), ByteString.copyFromUtf8("g")));
  }

  @Test
  void replaceGroupInfo_otherwise_isRefused() {
    DeviceRef carol = register("carol");
    ChatId chat = active(alice, bob);
    ChatId unanswered = pending(alice, carol);

    assertThat(replace(chat, alice, 1, NOW)).contains(Reason.STALE_HANDSHAKE);
    assertThat(replace(chat, carol, 2, NOW)).contains(Reason.CHAT_NOT_FOUND);
    assertThat(replace(unanswered, carol, 1, NOW)).contains(Reason.CHAT_NOT_FOUND);
    departed(done(stores.chats().leave(chat, bob.user(), NOW)));
    assertThat(replace(chat, alice, 2, NOW)).contains(Reason.CHAT_CLOSED);
  }

  @Test
  void advancePosition_isAMaximumWithinTheLog() {
    ChatId chat = active(alice, bob);
    send(chat, alice);
    assertThat(stores.chats().spansBehind(bob.device()))
        .containsExactly(new ReadingSpan(chat, new Seq(2), new Seq(3), new Seq(1)));

    stores.chats().advancePosition(chat, bob.device(), new Seq(2));
    stores.chats().advancePosition(chat, bob.device(), new Seq(1));
    assertThat(stores.chats().findSpan(chat, bob).orElseThrow().position()).isEqualTo(new Seq(2));

    stores.chats().advancePosition(chat, bob.device(), new Seq(99));
    assertThat(stores.chats().findSpan(chat, bob).orElseThrow().position()).isEqualTo(new Seq(3));
    assertThat(stores.chats().findSummary(chat, bob).orElseThrow().position())
        .isEqualTo(new Seq(3));
    assertThat(stores.chats().spansBehind(bob.device())).isEmpty();
    assertThat(stores.chats().deliveredMarks(chat))
        .containsEntry(bob.user(), new Seq(3))
        .containsEntry(alice.user(), Seq.ZERO);
  }

  @Test
  void findSpan_ofAnothersDeviceId_isEmpty() {
    ChatId chat = active(alice, bob);

    assertThat(stores.chats().findSpan(chat, new DeviceRef(alice.user(), bob.device()))).isEmpty();
  }

  @Test
  void saveReadMark_ofReader_keepsTheLatest() {
    ChatId chat = active(alice, bob);
    stores.chats().saveReadMark(new ReadMark(chat, bob, ByteString.copyFromUtf8("1")));
    ReadMark latest = new ReadMark(chat, bob, ByteString.copyFromUtf8("2"));
    stores.chats().saveReadMark(latest);
    DeviceRef carol = register("carol");
    stores.chats().saveReadMark(new ReadMark(chat, carol, ByteString.copyFromUtf8("3")));

    await().untilAsserted(() -> assertThat(stores.chats().readMarks(chat)).containsExactly(latest));
  }
}
