package chat.sotto.service.grpc;

import chat.sotto.service.domain.Username;
import chat.sotto.service.usecase.Page;
import chat.sotto.service.usecase.directory.Directory;
import chat.sotto.v1.BlockUserRequest;
import chat.sotto.v1.BlockUserResponse;
import chat.sotto.v1.DirectoryServiceGrpc;
import chat.sotto.v1.ListBlockedUsersRequest;
import chat.sotto.v1.ListBlockedUsersResponse;
import chat.sotto.v1.LookUpUserRequest;
import chat.sotto.v1.LookUpUserResponse;
import chat.sotto.v1.UnblockUserRequest;
import chat.sotto.v1.UnblockUserResponse;
import io.grpc.stub.StreamObserver;

/** People: looking them up, blocking them. */
public final class DirectoryGrpcService extends DirectoryServiceGrpc.DirectoryServiceImplBase {
  private static final int MAX_PAGE = 100;

  private final Directory directory;

  /** Serves sessions. */
  public DirectoryGrpcService(Directory directory) {
    this.directory = directory;
  }

  @Override
  public void lookUpUser(LookUpUserRequest request, StreamObserver<LookUpUserResponse> out) {
    Username caller = Callers.device().user();
    Directory.Entry found = directory.lookUp(Fields.username("username", request.getUsername()));
    boolean own = found.account().name().equals(caller);
    Wire.answer(
        out,
        LookUpUserResponse.newBuilder()
            .setUsername(found.account().name().value())
            .setAccountKey(found.account().accountKey())
            .setGeneration(found.account().generation().value())
            .addAllDevices(
                found.devices().stream().map(device -> Wire.device(device, own)).toList())
            .build());
  }

  @Override
  public void blockUser(BlockUserRequest request, StreamObserver<BlockUserResponse> out) {
    directory.block(Callers.device().user(), Fields.username("username", request.getUsername()));
    Wire.answer(out, BlockUserResponse.getDefaultInstance());
  }

  @Override
  public void unblockUser(UnblockUserRequest request, StreamObserver<UnblockUserResponse> out) {
    directory.unblock(Callers.device().user(), Fields.username("username", request.getUsername()));
    Wire.answer(out, UnblockUserResponse.getDefaultInstance());
  }

  @Override
  public void listBlockedUsers(
      ListBlockedUsersRequest request, StreamObserver<ListBlockedUsersResponse> out) {
    Page<Username> page =
        directory.blocked(
            Callers.device().user(),
            Fields.pageTokenName(request.getPageToken()),
            Fields.pageSize(request.getPageSize(), MAX_PAGE));
    Wire.answer(
        out,
        ListBlockedUsersResponse.newBuilder()
            .addAllUsernames(page.items().stream().map(Username::value).toList())
            .setNextPageToken(Fields.nextPageToken(page.next().map(Username::value)))
            .build());
  }
}
