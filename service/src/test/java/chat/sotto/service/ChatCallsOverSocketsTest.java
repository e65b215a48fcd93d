package chat.sotto.service;

import static chat.sotto.service.TestStream.sendFrame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ClientMessageId;
import chat.sotto.v1.ChatKind;
import chat.sotto.v1.ChatState;
import chat.sotto.v1.ChatSummary;
import chat.sotto.v1.ClientFrame;
import chat.sotto.v1.CommitReceipt;
import chat.sotto.v1.CommitRejected;
import chat.sotto.v1.CommitStatement;
import chat.sotto.v1.CommitSubmission;
import chat.sotto.v1.Decline;
import chat.sotto.v1.DeleteChatRequest;
import chat.sotto.v1.DeleteMessageRequest;
import chat.sotto.v1.DeviceRef;
import chat.sotto.v1.EntryKind;
import chat.sotto.v1.FetchLogRequest;
import chat.sotto.v1.FetchLogResponse;
import chat.sotto.v1.GetGroupInfoRequest;
import chat.sotto.v1.LeaveChatRequest;
import chat.sotto.v1.ListChatsRequest;
import chat.sotto.v1.ListChatsResponse;
import chat.sotto.v1.ListRequestsRequest;
import chat.sotto.v1.ListRequestsResponse;
import chat.sotto.v1.LogEntry;
import chat.sotto.v1.RejectReason;
import chat.sotto.v1.ReplaceGroupInfoRequest;
import chat.sotto.v1.RequestChatRequest;
import chat.sotto.v1.RequestChatResponse;
import chat.sotto.v1.RespondToRequestRequest;
import chat.sotto.v1.RespondToRequestResponse;
import chat.sotto.v1.ServerFrame;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChatCallsOverSocketsTest {
  private final SecureRandom random = new SecureRandom();
  private final ChatTestServer server = new ChatTestServer();
  private final ChatTestServer.User alice = server.user("alice");
  private final ChatTestServer.User bob = server.user("bob");

  @AfterEach
  void close() {
    server.close();
  }

  private CommitSubmission.Builder commit(ChatId chat, long after) {
    return CommitSubmission.newBuilder()
        .setChatId(chat.toByteString())
        .setClientId(ClientMessageId.random(random).toByteString())
        .setAfterHandshake(after)
        .setCommit(server.randomBytes(50))
        .setGroupInfo(ByteString.copyFromUtf8("group info after " + after));
  }

  private static DeviceRef ref(ChatTestServer.User user) {
    return DeviceRef.newBuilder()
        .setUsername(user.name().value())
        .setDeviceId(user.device.device().toByteString())
        .build();
  }

  private CommitSubmission.Builder joining(ChatId chat, long after, ChatTestServer.User user) {
    return commit(chat, after).setStatement(CommitStatement.newBuilder().addAdded(ref(user)));
  }

  private RequestChatRequest requesting(ChatId chat, ChatTestServer.User from, String invited) {
    return RequestChatRequest.newBuilder()
        .setKind(ChatKind.CHAT_KIND_DIRECT)
        .setCommit(
            commit(chat, 0)
                .setStatement(CommitStatement.newBuilder().addAdded(ref(from)).addInvited(invited)))
        .build();
  }

  private static String refusal(ThrowingCallable call) {
    return TestStream.reason(catchThrowable(call));
  }

  private FetchLogRequest.Builder fetch(ChatId chat) {
    return FetchLogRequest.newBuilder().setChatId(chat.toByteString());
  }

  // ---- Asking and answering

  @Test
  void requestChat_accepted_reachesBothStreamsFromTheirJoinOn() {
    TestStream to = bob.connect();
    to.awaitCaughtUp();
    TestStream from = alice.connect();
    from.awaitCaughtUp();
    ChatId chat = ChatId.random(random);
    RequestChatRequest request = requesting(chat, alice, "bob");
    CommitReceipt created = alice.calls().requestChat(request).getCreated();
    assertThat(created.getSeq()).isEqualTo(1);
    assertThat(created.getHashBefore()).isEqualTo(ByteString.copyFrom(new byte[32]));
    assertThat(alice.calls().requestChat(request).getCreated()).isEqualTo(created);

    assertThat(to.awaitOne(ServerFrame::hasRequest, ServerFrame::getRequest).getChatId())
        .isEqualTo(chat.toByteString());
    from.awaitSequence(chat, 1);
    ListRequestsResponse waiting =
        bob.calls().listRequests(ListRequestsRequest.getDefaultInstance());
    assertThat(waiting.getRequests(0).getFrom()).isEqualTo("alice");
    assertThat(
            bob.calls()
                .getGroupInfo(
                    GetGroupInfoRequest.newBuilder().setChatId(chat.toByteString()).build())
                .getGroupInfo()
                .toStringUtf8())
        .isEqualTo("group info after 0");

    RespondToRequestResponse joined =
        bob.calls()
            .respondToRequest(
                RespondToRequestRequest.newBuilder()
                    .setChatId(chat.toByteString())
                    .setAccept(joining(chat, 1, bob))
                    .build());
    assertThat(joined.getJoined().getSeq()).isEqualTo(2);
    from.awaitSequence(chat, 2);
    to.awaitSequence(chat, 2);
    to.say(sendFrame(chat, 100));
    from.awaitSequence(chat, 3);
    to.awaitSequence(chat, 3);
    assertThat(from.sequences(chat)).containsExactly(1L, 2L, 3L);
    assertThat(to.sequences(chat)).containsExactly(2L, 3L);
  }

  @Test
  void requestChat_secondToTheSamePerson_findsTheFirst() {
    ChatId chat = server.request(alice, bob);
    RequestChatResponse second =
        bob.calls().requestChat(requesting(ChatId.random(random), bob, "alice"));
    assertThat(second.getExisting().getChatId()).isEqualTo(chat.toByteString());
    assertThat(second.getExisting().getState()).isEqualTo(ChatState.CHAT_STATE_PENDING);
  }

  @Test
  void requestChat_whatIsNotOfferedOrBreaksARule_isRefused() {
    ChatId chat = ChatId.random(random);
    RequestChatRequest good = requesting(chat, alice, "bob");
    assertThat(refusal(() -> request(good.toBuilder().setKind(ChatKind.CHAT_KIND_GROUP))))
        .isEqualTo("UNIMPLEMENTED NOT_OFFERED");
    assertThat(refusal(() -> request(good.toBuilder().setKindValue(99))))
        .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
    assertThat(refusal(() -> request(requesting(chat, alice, "alice").toBuilder())))
        .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
    assertThat(refusal(() -> request(requesting(chat, alice, "Not A Name").toBuilder())))
        .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
    assertThat(refusal(() -> request(requesting(chat, alice, "nobody").toBuilder())))
        .isEqualTo("NOT_FOUND USER_NOT_FOUND");
    RequestChatRequest.Builder two = good.toBuilder();
    two.getCommitBuilder().getStatementBuilder().addInvited("carol");
    assertThat(refusal(() -> request(two))).isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
    RequestChatRequest.Builder late = good.toBuilder();
    late.getCommitBuilder().setAfterHandshake(1);
    assertThat(refusal(() -> request(late))).isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
    RequestChatRequest.Builder large = good.toBuilder();
    large.getCommitBuilder().setCommit(ByteString.copyFrom(new byte[(1 << 20) + 1]));
    assertThat(refusal(() -> request(large))).isEqualTo("INVALID_ARGUMENT PAYLOAD_TOO_LARGE");
    RequestChatRequest.Builder many = good.toBuilder();
    for (int i = 0; i < 1_001; i++) {
      many.getCommitBuilder().getStatementBuilder().addRemoved(ref(bob));
    }
    assertThat(refusal(() -> request(many))).isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
    assertThat(alice.calls().listChats(ListChatsRequest.getDefaultInstance()).getChatsList())
        .isEmpty();
  }

  private void request(RequestChatRequest.Builder request) {
    alice.calls().requestChat(request.build());
  }

  @Test
  void respond_declined_closesTheChatForTheOther() {
    TestStream from = alice.connect();
    ChatId chat = server.request(alice, bob);
    RespondToRequestRequest no =
        RespondToRequestRequest.newBuilder()
            .setChatId(chat.toByteString())
            .setDecline(Decline.getDefaultInstance())
            .build();
    assertThat(bob.calls().respondToRequest(no).hasDeclined()).isTrue();
    assertThat(bob.calls().respondToRequest(no).hasDeclined()).isTrue();
    from.awaitSequence(chat, 2);
    assertThat(from.entries(chat).get(1).getKind()).isEqualTo(EntryKind.ENTRY_KIND_NOTICE);
    assertThat(bob.calls().listRequests(ListRequestsRequest.getDefaultInstance()).getRequestsList())
        .isEmpty();
  }

  @Test
  void respond_builtOnAnOlderCommit_isToldTheLatest() {
    ChatId chat = server.request(alice, bob);
    RespondToRequestResponse response =
        bob.calls()
            .respondToRequest(
                RespondToRequestRequest.newBuilder()
                    .setChatId(chat.toByteString())
                    .setAccept(joining(chat, 0, bob))
                    .build());
    assertThat(response.getStale().getLatestHandshake()).isEqualTo(1);
  }

  @Test
  void respond_withoutOrWithAForeignAnswer_isRefused() {
    ChatId chat = server.request(alice, bob);
    RespondToRequestRequest.Builder empty =
        RespondToRequestRequest.newBuilder().setChatId(chat.toByteString());
    assertThat(refusal(() -> bob.calls().respondToRequest(empty.build())))
        .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
    RespondToRequestRequest other =
        empty.clone().setAccept(joining(ChatId.random(random), 1, bob)).build();
    assertThat(refusal(() -> bob.calls().respondToRequest(other)))
        .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
  }

  // ---- Commits over the stream

  @Test
  void commit_ofAMember_isReceiptedAndReachesTheOther() {
    ChatId chat = server.chat(alice, bob);
    TestStream to = bob.connect();
    TestStream from = alice.connect();
    CommitSubmission rekey = commit(chat, 2).build();
    from.say(ClientFrame.newBuilder().setCommit(rekey).build());
    CommitReceipt receipt =
        from.awaitOne(ServerFrame::hasCommitReceipt, ServerFrame::getCommitReceipt);
    assertThat(receipt.getSeq()).isEqualTo(3);
    assertThat(receipt.getClientId()).isEqualTo(rekey.getClientId());
    to.awaitSequence(chat, 3);
    from.say(ClientFrame.newBuilder().setCommit(commit(chat, 2)).build());
    CommitRejected stale =
        from.awaitOne(ServerFrame::hasCommitRejected, ServerFrame::getCommitRejected);
    assertThat(stale.getReason()).isEqualTo(RejectReason.REJECT_REASON_STALE_HANDSHAKE);
    assertThat(stale.getLatestHandshake()).isEqualTo(3);
  }

  @Test
  void commits_beyondSixtyAMinuteOfADevice_areToldToSlowDown() {
    ChatId chat = server.chat(alice, bob);
    TestStream from = alice.connect();
    from.awaitCaughtUp();
    // Stale ones, which cost the server as much as good ones.
    for (int i = 0; i < 60; i++) {
      from.say(ClientFrame.newBuilder().setCommit(commit(chat, 1)).build());
    }
    ClientFrame good = ClientFrame.newBuilder().setCommit(commit(chat, 2)).build();
    from.say(good);
    await()
        .atMost(TestStream.PATIENCE)
        .until(
            () ->
                from.all(ServerFrame::hasCommitRejected, ServerFrame::getCommitRejected).size()
                    >= 61);

    List<CommitRejected> rejected =
        from.all(ServerFrame::hasCommitRejected, ServerFrame::getCommitRejected);
    assertThat(rejected.get(0).getReason()).isEqualTo(RejectReason.REJECT_REASON_STALE_HANDSHAKE);
    assertThat(rejected)
        .filteredOn(reject -> reject.getClientId().equals(good.getCommit().getClientId()))
        .extracting(CommitRejected::getReason)
        .containsExactly(RejectReason.REJECT_REASON_SLOW_DOWN);
    // The other's device has its own measure.
    TestStream other = bob.connect();
    other.say(good);
    other.awaitOne(ServerFrame::hasCommitReceipt, ServerFrame::getCommitReceipt);
  }

  @Test
  void commit_fieldThatBreaksItsRule_isRejectedByName() {
    ChatId chat = server.chat(alice, bob);
    TestStream from = alice.connect();
    from.say(
        ClientFrame.newBuilder().setCommit(commit(chat, 2).setGroupInfo(ByteString.EMPTY)).build());
    CommitRejected rejected =
        from.awaitOne(ServerFrame::hasCommitRejected, ServerFrame::getCommitRejected);
    assertThat(rejected.getReason()).isEqualTo(RejectReason.REJECT_REASON_INVALID_FIELD);
    assertThat(rejected.getDetail()).contains("group_info");
  }

  // ---- Leaving and deleting

  @Test
  void leaveChat_ofOneSide_isTheLastEntryOfBothStreams() {
    ChatId chat = server.chat(alice, bob);
    TestStream stays = alice.connect();
    TestStream goes = bob.connect();
    goes.awaitCaughtUp();
    LeaveChatRequest leave = LeaveChatRequest.newBuilder().setChatId(chat.toByteString()).build();
    bob.calls().leaveChat(leave);
    bob.calls().leaveChat(leave);
    stays.awaitSequence(chat, 3);
    goes.awaitSequence(chat, 3);
    assertThat(stays.entries(chat).get(2).getKind()).isEqualTo(EntryKind.ENTRY_KIND_NOTICE);
    assertThat(summaryOf(alice, chat).getState()).isEqualTo(ChatState.CHAT_STATE_CLOSED);
  }

  private static ChatSummary summaryOf(ChatTestServer.User user, ChatId chat) {
    return user.calls().listChats(ListChatsRequest.getDefaultInstance()).getChatsList().stream()
        .filter(summary -> summary.getChatId().equals(chat.toByteString()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void deleteChat_byOneAndThenTheOther_isGoneForEach() {
    ChatId chat = server.chat(alice, bob);
    TestStream stays = alice.connect();
    DeleteChatRequest delete =
        DeleteChatRequest.newBuilder().setChatId(chat.toByteString()).build();
    bob.calls().deleteChat(delete);
    stays.awaitSequence(chat, 3);
    assertThat(bob.calls().listChats(ListChatsRequest.getDefaultInstance()).getChatsList())
        .isEmpty();
    assertThat(refusal(() -> bob.calls().fetchLog(fetch(chat).build())))
        .isEqualTo("NOT_FOUND CHAT_NOT_FOUND");
    alice.calls().deleteChat(delete);
    assertThat(server.stores.chats().findHead(chat)).isEmpty();
  }

  @Test
  void deleteMessage_ofOnesOwn_leavesTheHashAndReachesTheOther() {
    ChatId chat = server.chat(alice, bob);
    TestStream to = bob.connect();
    TestStream from = alice.connect();
    from.say(sendFrame(chat, 200));
    to.awaitSequence(chat, 3);
    DeleteMessageRequest delete =
        DeleteMessageRequest.newBuilder().setChatId(chat.toByteString()).setSeq(3).build();
    assertThat(refusal(() -> bob.calls().deleteMessage(delete)))
        .isEqualTo("PERMISSION_DENIED NOT_YOURS");
    assertThat(alice.calls().deleteMessage(delete).getDeletionSeq()).isEqualTo(4);
    assertThat(alice.calls().deleteMessage(delete).getDeletionSeq()).isEqualTo(4);
    to.awaitSequence(chat, 4);
    LogEntry gone = bob.calls().fetchLog(fetch(chat).setFromSeq(3).build()).getEntries(0);
    assertThat(gone.getPayload().isEmpty()).isTrue();
    assertThat(gone.getEntryHash().size()).isEqualTo(32);

    // Nor does a stream that comes later get the payload from what was cached.
    TestStream late = bob.connect();
    late.awaitCaughtUp();
    assertThat(late.entries(chat).get(1).getPayload().isEmpty()).isTrue();
    assertThat(refusal(() -> alice.calls().deleteMessage(delete.toBuilder().setSeq(99).build())))
        .isEqualTo("NOT_FOUND ENTRY_NOT_FOUND");
  }

  // ---- Looking up

  @Test
  void fetchLog_pages_areContiguousFromTheJoinOn() {
    ChatId chat = server.chat(alice, bob);
    for (int i = 0; i < 250; i++) {
      server.store(chat, alice, 10_000);
    }
    List<Long> fetched = new ArrayList<>();
    FetchLogResponse page = bob.calls().fetchLog(fetch(chat).setPageSize(1_000).build());
    assertThat(page.getSerializedSize()).isLessThanOrEqualTo(2 << 20);
    while (page.getEntriesCount() > 0) {
      page.getEntriesList().forEach(entry -> fetched.add(entry.getSeq()));
      long next = fetched.get(fetched.size() - 1) + 1;
      assertThat(page.getLastSeq()).isEqualTo(252);
      page = bob.calls().fetchLog(fetch(chat).setFromSeq(next).setPageSize(1_000).build());
    }
    assertThat(fetched.get(0)).isEqualTo(2);
    assertThat(fetched).hasSize(251).isSorted().doesNotHaveDuplicates();
    assertThat(page.getHashBefore())
        .isEqualTo(
            server
                .stores
                .log()
                .findHash(chat, new chat.sotto.service.domain.Seq(252))
                .orElseThrow()
                .bytes());
    assertThat(bob.calls().fetchLog(fetch(chat).build()).getEntriesCount()).isEqualTo(100);
    assertThat(refusal(() -> bob.calls().fetchLog(fetch(chat).setPageSize(1_001).build())))
        .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
  }

  @Test
  void strangers_getTheSameAnswerAsForAChatThatIsNot() {
    ChatId foreign = server.chat(alice, bob);
    ChatTestServer.User carol = server.user("carol");
    List<String> answers = new ArrayList<>();
    for (ChatId chat : List.of(foreign, ChatId.random(random))) {
      ByteString id = chat.toByteString();
      answers.add(
          List.of(
                  said(() -> carol.calls().fetchLog(fetch(chat).build())),
                  said(
                      () ->
                          carol
                              .calls()
                              .getGroupInfo(
                                  GetGroupInfoRequest.newBuilder().setChatId(id).build())),
                  said(
                      () ->
                          carol
                              .calls()
                              .leaveChat(LeaveChatRequest.newBuilder().setChatId(id).build())),
                  said(
                      () ->
                          carol
                              .calls()
                              .deleteChat(DeleteChatRequest.newBuilder().setChatId(id).build())),
                  said(
                      () ->
                          carol
                              .calls()
                              .deleteMessage(
                                  DeleteMessageRequest.newBuilder()
                                      .setChatId(id)
                                      .setSeq(1)
                                      .build())),
                  said(
                      () ->
                          carol
                              .calls()
                              .replaceGroupInfo(
                                  ReplaceGroupInfoRequest.newBuilder()
                                      .setChatId(id)
                                      .setHandshakeSeq(2)
                                      .setGroupInfo(ByteString.copyFromUtf8("x"))
                                      .build())),
                  said(
                      () ->
                          carol
                              .calls()
                              .respondToRequest(
                                  RespondToRequestRequest.newBuilder()
                                      .setChatId(id)
                                      .setDecline(Decline.getDefaultInstance())
                                      .build())))
              .toString());
    }
    assertThat(answers.get(0)).isEqualTo(answers.get(1));
    assertThat(answers.get(0).split("CHAT_NOT_FOUND", -1)).hasSize(8);
  }

  private static String said(ThrowingCallable call) {
    Throwable problem = catchThrowable(call);
    return TestStream.reason(problem) + Status.fromThrowable(problem).getDescription();
  }

  @Test
  void groupInfo_ofACommitThatIsNotKept_isNotFound() {
    ChatId chat = server.chat(alice, bob);
    GetGroupInfoRequest request =
        GetGroupInfoRequest.newBuilder().setChatId(chat.toByteString()).setHandshakeSeq(77).build();
    assertThat(refusal(() -> alice.calls().getGroupInfo(request)))
        .isEqualTo("NOT_FOUND ENTRY_NOT_FOUND");
  }

  @Test
  void replaceGroupInfo_ofTheLatestCommit_isWhatJoinersGet() {
    ChatId chat = server.chat(alice, bob);
    alice
        .calls()
        .replaceGroupInfo(
            ReplaceGroupInfoRequest.newBuilder()
                .setChatId(chat.toByteString())
                .setHandshakeSeq(2)
                .setGroupInfo(ByteString.copyFromUtf8("better"))
                .build());
    assertThat(
            bob.calls()
                .getGroupInfo(
                    GetGroupInfoRequest.newBuilder().setChatId(chat.toByteString()).build())
                .getGroupInfo()
                .toStringUtf8())
        .isEqualTo("better");
  }

  @Test
  void lists_inPages_haveEachElementOnce() {
    List<ByteString> chats = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      chats.add(server.request(server.user("friend" + i), alice).toByteString());
    }
    List<ByteString> listed = new ArrayList<>();
    ListChatsRequest.Builder page = ListChatsRequest.newBuilder().setPageSize(3);
    do {
      ListChatsResponse response = alice.calls().listChats(page.build());
      response.getChatsList().forEach(chat -> listed.add(chat.getChatId()));
      page.setPageToken(response.getNextPageToken());
    } while (!page.getPageToken().isEmpty());
    assertThat(listed).containsExactlyInAnyOrderElementsOf(chats);

    List<ByteString> asked = new ArrayList<>();
    ListRequestsRequest.Builder next = ListRequestsRequest.newBuilder().setPageSize(3);
    do {
      ListRequestsResponse response = alice.calls().listRequests(next.build());
      response.getRequestsList().forEach(waiting -> asked.add(waiting.getChatId()));
      next.setPageToken(response.getNextPageToken());
    } while (!next.getPageToken().isEmpty());
    assertThat(asked).containsExactlyInAnyOrderElementsOf(chats);
  }

  @Test
  void lists_withATokenOrSizeThatIsNone_areRefused() {
    for (String token : List.of("!", "AAAA", "A".repeat(129))) {
      assertThat(
              refusal(
                  () ->
                      alice
                          .calls()
                          .listChats(ListChatsRequest.newBuilder().setPageToken(token).build())))
          .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
      assertThat(
              refusal(
                  () ->
                      alice
                          .calls()
                          .listRequests(
                              ListRequestsRequest.newBuilder().setPageToken(token).build())))
          .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
    }
    assertThat(
            refusal(
                () ->
                    alice
                        .calls()
                        .listChats(ListChatsRequest.newBuilder().setPageSize(101).build())))
        .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
  }

  @Test
  void send_whileTheStoreIsClosed_isRejectedAsUnavailable() {
    ChatId chat = server.chat(alice, bob);
    TestStream from = alice.connect();
    from.awaitCaughtUp();
    server.stores.close();
    from.say(sendFrame(chat, 10));
    assertThat(
            from.awaitOne(ServerFrame::hasSendRejected, ServerFrame::getSendRejected).getReason())
        .isEqualTo(RejectReason.REJECT_REASON_STORE_UNAVAILABLE);
  }
}
