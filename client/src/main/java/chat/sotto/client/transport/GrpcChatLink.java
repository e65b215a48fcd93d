package chat.sotto.client.transport;

import chat.sotto.client.chatlog.LogEntry;
import chat.sotto.client.model.Announcement;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.LogHash;
import chat.sotto.v1.ChatServiceGrpc;
import chat.sotto.v1.Decline;
import chat.sotto.v1.DeleteChatRequest;
import chat.sotto.v1.DeleteMessageRequest;
import chat.sotto.v1.FetchLogRequest;
import chat.sotto.v1.FetchLogResponse;
import chat.sotto.v1.GetGroupInfoRequest;
import chat.sotto.v1.GetGroupInfoResponse;
import chat.sotto.v1.LeaveChatRequest;
import chat.sotto.v1.ListAnnouncementsRequest;
import chat.sotto.v1.ListChatsRequest;
import chat.sotto.v1.ListChatsResponse;
import chat.sotto.v1.ListRequestsRequest;
import chat.sotto.v1.ListRequestsResponse;
import chat.sotto.v1.ReplaceGroupInfoRequest;
import chat.sotto.v1.RequestChatRequest;
import chat.sotto.v1.RequestChatResponse;
import chat.sotto.v1.RespondToRequestRequest;
import chat.sotto.v1.RespondToRequestResponse;
import com.google.protobuf.ByteString;
import io.grpc.Channel;
import java.util.List;

/** {@link ChatLink} over {@code ChatService}. */
final class GrpcChatLink implements ChatLink {

  private final ChatServiceGrpc.ChatServiceBlockingStub stub;
  private final ChatServiceGrpc.ChatServiceStub streams;
  private final Caller caller;
  private final Errors errors;

  GrpcChatLink(Channel channel, Caller caller, Errors errors) {
    this.stub = ChatServiceGrpc.newBlockingStub(channel);
    this.streams = ChatServiceGrpc.newStub(channel);
    this.caller = caller;
    this.errors = errors;
  }

  @Override
  public ChatStream connect(ChatStream.Receiver receiver) {
    return GrpcChatStream.open(streams, receiver, errors);
  }

  @Override
  public Requested requestChat(ChatKind kind, CommitDraft commit) {
    RequestChatResponse response =
        caller.call(
            () ->
                stub.requestChat(
                    RequestChatRequest.newBuilder()
                        .setKind(Wire.kind(kind))
                        .setCommit(Wire.submission(commit))
                        .build()));
    return switch (response.getOutcomeCase()) {
      case CREATED -> new Requested.Created(Wire.receipt(response.getCreated()));
      case EXISTING -> new Requested.Existing(Wire.summary(response.getExisting()));
      case OUTCOME_NOT_SET -> throw Wire.bad("the server did not say how the request went");
    };
  }

  @Override
  public Accepted accept(CommitDraft commit) {
    RespondToRequestResponse response =
        caller.call(
            () ->
                stub.respondToRequest(
                    RespondToRequestRequest.newBuilder()
                        .setChatId(Wire.bytes(commit.chat()))
                        .setAccept(Wire.submission(commit))
                        .build()));
    return switch (response.getOutcomeCase()) {
      case JOINED -> new Accepted.Joined(Wire.receipt(response.getJoined()));
      case STALE -> new Accepted.Stale(response.getStale().getLatestHandshake());
      case DECLINED, OUTCOME_NOT_SET -> throw Wire.bad("the server did not say how joining went");
    };
  }

  @Override
  public void decline(ChatId chat) {
    caller.call(
        () ->
            stub.respondToRequest(
                RespondToRequestRequest.newBuilder()
                    .setChatId(Wire.bytes(chat))
                    .setDecline(Decline.getDefaultInstance())
                    .build()));
  }

  @Override
  public List<ChatInvitation> invitations() {
    return Pages.all(
        token ->
            caller.call(
                () ->
                    stub.listRequests(
                        ListRequestsRequest.newBuilder().setPageToken(token).build())),
        response -> response.getRequestsList().stream().map(Wire::invitation).toList(),
        ListRequestsResponse::getNextPageToken);
  }

  @Override
  public List<ChatSummary> list() {
    return Pages.all(
        token ->
            caller.call(
                () -> stub.listChats(ListChatsRequest.newBuilder().setPageToken(token).build())),
        response -> response.getChatsList().stream().map(Wire::summary).toList(),
        ListChatsResponse::getNextPageToken);
  }

  @Override
  public void leave(ChatId chat) {
    caller.call(
        () -> stub.leaveChat(LeaveChatRequest.newBuilder().setChatId(Wire.bytes(chat)).build()));
  }

  @Override
  public void delete(ChatId chat) {
    caller.call(
        () -> stub.deleteChat(DeleteChatRequest.newBuilder().setChatId(Wire.bytes(chat)).build()));
  }

  @Override
  public long deleteMessage(ChatId chat, long seq) {
    return caller.call(
        () ->
            stub.deleteMessage(
                    DeleteMessageRequest.newBuilder()
                        .setChatId(Wire.bytes(chat))
                        .setSeq(seq)
                        .build())
                .getDeletionSeq());
  }

  @Override
  public FetchedLog fetchLog(ChatId chat, long fromSeq, int limit) {
    FetchLogResponse response =
        caller.call(
            () ->
                stub.fetchLog(
                    FetchLogRequest.newBuilder()
                        .setChatId(Wire.bytes(chat))
                        .setFromSeq(fromSeq)
                        .setPageSize(limit)
                        .build()));
    List<LogEntry> entries = response.getEntriesList().stream().map(Wire::entry).toList();
    if (entries.size() > limit || !entries.stream().allMatch(e -> e.chat().equals(chat))) {
      throw Wire.bad("the server answered with another stretch of the log");
    }
    return new FetchedLog(
        entries,
        response.getHashBefore().isEmpty() ? LogHash.ZERO : Wire.hash(response.getHashBefore()),
        response.getLastSeq());
  }

  @Override
  public FetchedGroupInfo groupInfo(ChatId chat) {
    GetGroupInfoResponse response =
        caller.call(
            () ->
                stub.getGroupInfo(
                    GetGroupInfoRequest.newBuilder().setChatId(Wire.bytes(chat)).build()));
    return new FetchedGroupInfo(response.getGroupInfo(), response.getHandshakeSeq());
  }

  @Override
  public void replaceGroupInfo(ChatId chat, long handshake, ByteString groupInfo) {
    caller.call(
        () ->
            stub.replaceGroupInfo(
                ReplaceGroupInfoRequest.newBuilder()
                    .setChatId(Wire.bytes(chat))
                    .setHandshakeSeq(handshake)
                    .setGroupInfo(groupInfo)
                    .build()));
  }

  @Override
  public List<Announcement> announcements(long afterId, int limit) {
    return caller
        .call(
            () ->
                stub.listAnnouncements(
                    ListAnnouncementsRequest.newBuilder()
                        .setAfterId(afterId)
                        .setPageSize(limit)
                        .build()))
        .getAnnouncementsList()
        .stream()
        .map(Wire::announcement)
        .toList();
  }
}
