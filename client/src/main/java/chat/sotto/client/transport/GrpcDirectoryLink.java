package chat.sotto.client.transport;

import chat.sotto.client.model.Username;
import chat.sotto.v1.BlockUserRequest;
import chat.sotto.v1.DirectoryServiceGrpc;
import chat.sotto.v1.ListBlockedUsersRequest;
import chat.sotto.v1.ListBlockedUsersResponse;
import chat.sotto.v1.LookUpUserRequest;
import chat.sotto.v1.UnblockUserRequest;
import io.grpc.Channel;
import java.util.List;

/** {@link DirectoryLink} over {@code DirectoryService}. */
final class GrpcDirectoryLink implements DirectoryLink {

  private final DirectoryServiceGrpc.DirectoryServiceBlockingStub stub;
  private final Caller caller;

  GrpcDirectoryLink(Channel channel, Caller caller) {
    this.stub = DirectoryServiceGrpc.newBlockingStub(channel);
    this.caller = caller;
  }

  @Override
  public UserRecord lookUp(Username username) {
    UserRecord user =
        Wire.user(
            caller.call(
                () ->
                    stub.lookUpUser(
                        LookUpUserRequest.newBuilder().setUsername(username.value()).build())));
    if (!user.username().equals(username)) {
      throw Wire.bad("the directory answered for another user");
    }
    return user;
  }

  @Override
  public void block(Username username) {
    caller.call(
        () -> stub.blockUser(BlockUserRequest.newBuilder().setUsername(username.value()).build()));
  }

  @Override
  public void unblock(Username username) {
    caller.call(
        () ->
            stub.unblockUser(
                UnblockUserRequest.newBuilder().setUsername(username.value()).build()));
  }

  @Override
  public List<Username> blocked() {
    return Pages.all(
        token ->
            caller.call(
                () ->
                    stub.listBlockedUsers(
                        ListBlockedUsersRequest.newBuilder().setPageToken(token).build())),
        response -> response.getUsernamesList().stream().map(Wire::username).toList(),
        ListBlockedUsersResponse::getNextPageToken);
  }
}
