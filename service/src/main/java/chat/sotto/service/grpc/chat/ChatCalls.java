package chat.sotto.service.grpc.chat;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ChatKind;
import chat.sotto.service.domain.ChatSummary;
import chat.sotto.service.domain.CommitDraft;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.GroupInfo;
import chat.sotto.service.domain.Invitation;
import chat.sotto.service.domain.Rejection;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.domain.SessionRecord;
import chat.sotto.service.grpc.Errors;
import chat.sotto.service.usecase.Page;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.chat.ChatRefusals;
import chat.sotto.service.usecase.chat.ReadChats;
import chat.sotto.service.usecase.chat.RequestOutcome;
import chat.sotto.service.usecase.chat.WriteOutcome;
import chat.sotto.v1.ChatServiceGrpc;
import chat.sotto.v1.Declined;
import chat.sotto.v1.DeleteChatRequest;
import chat.sotto.v1.DeleteChatResponse;
import chat.sotto.v1.DeleteMessageRequest;
import chat.sotto.v1.DeleteMessageResponse;
import chat.sotto.v1.FetchLogRequest;
import chat.sotto.v1.FetchLogResponse;
import chat.sotto.v1.GetGroupInfoRequest;
import chat.sotto.v1.GetGroupInfoResponse;
import chat.sotto.v1.LeaveChatRequest;
import chat.sotto.v1.LeaveChatResponse;
import chat.sotto.v1.ListAnnouncementsRequest;
import chat.sotto.v1.ListAnnouncementsResponse;
import chat.sotto.v1.ListChatsRequest;
import chat.sotto.v1.ListChatsResponse;
import chat.sotto.v1.ListRequestsRequest;
import chat.sotto.v1.ListRequestsResponse;
import chat.sotto.v1.ReplaceGroupInfoRequest;
import chat.sotto.v1.ReplaceGroupInfoResponse;
import chat.sotto.v1.RequestChatRequest;
import chat.sotto.v1.RequestChatResponse;
import chat.sotto.v1.RespondToRequestRequest;
import chat.sotto.v1.RespondToRequestResponse;
import chat.sotto.v1.StaleHandshake;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The calls around the stream. What blocks is done on {@code reads}. */
final class ChatCalls extends ChatServiceGrpc.ChatServiceImplBase {
  private static final int PAGE = 100;
  private static final int MAX_STRETCH = 1_000;

  private final ChatActions actions;
  private final Supplier<SessionRecord> caller;
  private final Executor reads;

  ChatCalls(ChatActions actions, Supplier<SessionRecord> caller, Executor reads) {
    this.actions = actions;
    this.caller = caller;
    this.reads = reads;
  }

  @Override
  public void requestChat(
      RequestChatRequest request, StreamObserver<RequestChatResponse> responses) {
    respond(
        responses,
        () -> {
          CommitDraft first = founding(request);
          return actions.request().request(ChatKind.DIRECT, first).thenApply(ChatCalls::requested);
        });
  }

  private CommitDraft founding(RequestChatRequest request) {
    switch (request.getKind()) {
      case CHAT_KIND_DIRECT -> {}
      case CHAT_KIND_GROUP, CHAT_KIND_ROOM ->
          throw RefusedException.of(Reason.NOT_OFFERED, "this server offers direct chats only");
      case CHAT_KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw RefusedException.invalidField("kind", "is no kind of chat");
    }
    CommitDraft first = WireFields.commit(request.getCommit(), device());
    if (!first.afterHandshake().equals(Seq.ZERO)) {
      throw RefusedException.invalidField("commit.after_handshake", "of a first commit is 0");
    }
    if (first.statement().invited().size() != 1) {
      throw RefusedException.invalidField(
          "commit.statement.invited", "of a direct chat is exactly one user");
    }
    if (first.statement().invited().contains(device().user())) {
      throw RefusedException.invalidField("commit.statement.invited", "is yourself");
    }
    return first;
  }

  private static RequestChatResponse requested(RequestOutcome outcome) {
    return outcome.fold(
        created ->
            RequestChatResponse.newBuilder()
                .setCreated(ChatProtos.receipt(created.first()))
                .build(),
        existing ->
            RequestChatResponse.newBuilder()
                .setExisting(ChatProtos.summary(existing.chat()))
                .build(),
        refused -> {
          throw ChatRefusals.of(refused.why().rejection());
        });
  }

  @Override
  public void respondToRequest(
      RespondToRequestRequest request, StreamObserver<RespondToRequestResponse> responses) {
    respond(
        responses,
        () -> {
          ChatId chat = WireFields.chatId("chat_id", request.getChatId());
          return switch (request.getAnswerCase()) {
            case ACCEPT -> accept(chat, request);
            case DECLINE ->
                actions
                    .answer()
                    .decline(chat, device().user())
                    .thenApply(
                        refused -> {
                          throwIfRefused(refused);
                          return RespondToRequestResponse.newBuilder()
                              .setDeclined(Declined.getDefaultInstance())
                              .build();
                        });
            case ANSWER_NOT_SET ->
                throw RefusedException.invalidField("answer", "is neither accept nor decline");
          };
        });
  }

  private CompletionStage<RespondToRequestResponse> accept(
      ChatId chat, RespondToRequestRequest request) {
    CommitDraft commit = WireFields.commit(request.getAccept(), device());
    if (!commit.chat().equals(chat)) {
      throw RefusedException.invalidField("accept.chat_id", "is another chat than chat_id");
    }
    return actions.answer().accept(commit).thenApply(ChatCalls::accepted);
  }

  private static RespondToRequestResponse accepted(WriteOutcome outcome) {
    return outcome.fold(
        written ->
            RespondToRequestResponse.newBuilder().setJoined(ChatProtos.receipt(written)).build(),
        refused -> {
          Rejection why = refused.rejection();
          if (why.reason() != Rejection.Reason.STALE_HANDSHAKE) {
            throw ChatRefusals.of(why);
          }
          return RespondToRequestResponse.newBuilder()
              .setStale(
                  StaleHandshake.newBuilder().setLatestHandshake(why.latestHandshake().value()))
              .build();
        });
  }

  @Override
  public void listRequests(
      ListRequestsRequest request, StreamObserver<ListRequestsResponse> responses) {
    respond(
        responses,
        () -> {
          int size = PageTokens.size(request.getPageSize(), PAGE, PAGE);
          Optional<Invitation> after = PageTokens.invitation(request.getPageToken());
          DeviceRef viewer = device();
          return CompletableFuture.supplyAsync(
              () -> {
                Page<Invitation> page =
                    Page.cut(actions.read().invitations(viewer.user(), after, size + 1), size);
                ListRequestsResponse.Builder response = ListRequestsResponse.newBuilder();
                page.items()
                    .forEach(
                        item ->
                            response.addRequests(
                                ChatProtos.request(
                                    item.chat(), item.kind(), item.from(), item.time())));
                page.next().map(PageTokens::after).ifPresent(response::setNextPageToken);
                return response.build();
              },
              reads);
        });
  }

  @Override
  public void listChats(ListChatsRequest request, StreamObserver<ListChatsResponse> responses) {
    respond(
        responses,
        () -> {
          int size = PageTokens.size(request.getPageSize(), PAGE, PAGE);
          Optional<ChatId> after = PageTokens.chat(request.getPageToken());
          DeviceRef viewer = device();
          return CompletableFuture.supplyAsync(
              () -> {
                Page<ChatSummary> page =
                    Page.cut(actions.read().summaries(viewer, after, size + 1), size);
                ListChatsResponse.Builder response = ListChatsResponse.newBuilder();
                page.items().forEach(item -> response.addChats(ChatProtos.summary(item)));
                page.next()
                    .map(last -> PageTokens.after(last.chat()))
                    .ifPresent(response::setNextPageToken);
                return response.build();
              },
              reads);
        });
  }

  @Override
  public void leaveChat(LeaveChatRequest request, StreamObserver<LeaveChatResponse> responses) {
    respond(
        responses,
        () ->
            actions
                .leave()
                .leave(WireFields.chatId("chat_id", request.getChatId()), device().user())
                .thenApply(
                    refused -> {
                      throwIfRefused(refused);
                      return LeaveChatResponse.getDefaultInstance();
                    }));
  }

  @Override
  public void deleteChat(DeleteChatRequest request, StreamObserver<DeleteChatResponse> responses) {
    respond(
        responses,
        () ->
            actions
                .leave()
                .delete(WireFields.chatId("chat_id", request.getChatId()), device().user())
                .thenApply(
                    refused -> {
                      throwIfRefused(refused);
                      return DeleteChatResponse.getDefaultInstance();
                    }));
  }

  @Override
  public void deleteMessage(
      DeleteMessageRequest request, StreamObserver<DeleteMessageResponse> responses) {
    respond(
        responses,
        () ->
            actions
                .deleteMessage()
                .delete(
                    WireFields.chatId("chat_id", request.getChatId()),
                    device(),
                    WireFields.seq("seq", request.getSeq()))
                .thenApply(
                    outcome ->
                        outcome.fold(
                            written ->
                                DeleteMessageResponse.newBuilder()
                                    .setDeletionSeq(written.entry().seq().value())
                                    .build(),
                            refused -> {
                              throw ChatRefusals.of(refused.rejection());
                            })));
  }

  @Override
  public void fetchLog(FetchLogRequest request, StreamObserver<FetchLogResponse> responses) {
    respond(
        responses,
        () -> {
          int size = PageTokens.size(request.getPageSize(), PAGE, MAX_STRETCH);
          ChatId chat = WireFields.chatId("chat_id", request.getChatId());
          Seq from = WireFields.seq("from_seq", request.getFromSeq());
          DeviceRef reader = device();
          return CompletableFuture.supplyAsync(
              () -> {
                ReadChats.Stretch stretch = actions.read().stretch(chat, reader, from, size);
                FetchLogResponse.Builder response =
                    FetchLogResponse.newBuilder()
                        .setHashBefore(stretch.hashBefore().bytes())
                        .setLastSeq(stretch.last().value());
                stretch.entries().forEach(entry -> response.addEntries(ChatProtos.entry(entry)));
                return response.build();
              },
              reads);
        });
  }

  @Override
  public void getGroupInfo(
      GetGroupInfoRequest request, StreamObserver<GetGroupInfoResponse> responses) {
    respond(
        responses,
        () -> {
          ChatId chat = WireFields.chatId("chat_id", request.getChatId());
          Seq handshake = WireFields.seq("handshake_seq", request.getHandshakeSeq());
          DeviceRef viewer = device();
          return CompletableFuture.supplyAsync(
              () -> {
                GroupInfo info =
                    actions
                        .read()
                        .groupInfo(
                            chat,
                            viewer,
                            Optional.of(handshake).filter(seq -> !seq.equals(Seq.ZERO)));
                return GetGroupInfoResponse.newBuilder()
                    .setGroupInfo(info.bytes())
                    .setHandshakeSeq(info.handshakeSeq().value())
                    .build();
              },
              reads);
        });
  }

  @Override
  public void replaceGroupInfo(
      ReplaceGroupInfoRequest request, StreamObserver<ReplaceGroupInfoResponse> responses) {
    respond(
        responses,
        () ->
            actions
                .replaceGroupInfo()
                .replace(
                    WireFields.chatId("chat_id", request.getChatId()),
                    device(),
                    WireFields.seq("handshake_seq", request.getHandshakeSeq()),
                    WireFields.opaque(
                        "group_info", request.getGroupInfo(), WireFields.MAX_GROUP_INFO))
                .thenApply(
                    refused -> {
                      throwIfRefused(refused);
                      return ReplaceGroupInfoResponse.getDefaultInstance();
                    }));
  }

  @Override
  public void listAnnouncements(
      ListAnnouncementsRequest request, StreamObserver<ListAnnouncementsResponse> responses) {
    respond(
        responses,
        () -> {
          long after = WireFields.seq("after_id", request.getAfterId()).value();
          int size = PageTokens.size(request.getPageSize(), PAGE, PAGE);
          DeviceRef reader = device();
          return CompletableFuture.supplyAsync(
              () ->
                  ListAnnouncementsResponse.newBuilder()
                      .addAllAnnouncements(
                          actions.announcements().read(reader.user(), after, size).stream()
                              .map(ChatProtos::announcement)
                              .toList())
                      .build(),
              reads);
        });
  }

  private DeviceRef device() {
    return caller.get().device();
  }

  private static void throwIfRefused(Optional<Rejection> refused) {
    if (refused.isPresent()) {
      throw ChatRefusals.of(refused.get());
    }
  }

  /** Answers with what the call comes to, or with the status for what it fails with. */
  private static <T> void respond(
      StreamObserver<T> responses, Supplier<? extends CompletionStage<T>> call) {
    CompletionStage<T> answer;
    try {
      answer = call.get();
    } catch (RuntimeException e) {
      responses.onError(Errors.from(e));
      return;
    }
    answer.whenComplete(
        (response, problem) -> {
          if (problem != null) {
            responses.onError(Errors.from(problem));
          } else {
            responses.onNext(response);
            responses.onCompleted();
          }
        });
  }
}
