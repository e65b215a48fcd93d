package chat.sotto.client.transport;

import chat.sotto.client.model.Announcement;
import chat.sotto.client.model.Backup;
import chat.sotto.client.model.Invite;
import chat.sotto.client.model.ServerStats;
import chat.sotto.client.model.UserInfo;
import chat.sotto.client.model.Username;
import chat.sotto.v1.AdminServiceGrpc;
import chat.sotto.v1.AnnounceRequest;
import chat.sotto.v1.AnnounceResponse;
import chat.sotto.v1.CreateBackupRequest;
import chat.sotto.v1.CreateBackupResponse;
import chat.sotto.v1.CreateInviteRequest;
import chat.sotto.v1.CreateInviteResponse;
import chat.sotto.v1.DisableUserRequest;
import chat.sotto.v1.EnableUserRequest;
import chat.sotto.v1.GetStatsRequest;
import chat.sotto.v1.GetStatsResponse;
import chat.sotto.v1.ListUsersRequest;
import chat.sotto.v1.ListUsersResponse;
import chat.sotto.v1.UserSummary;
import io.grpc.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@link AdminLink} over {@code AdminService}. */
final class GrpcAdminLink implements AdminLink {

  private static final int PAGE = 1_000;

  /** It copies the whole database. */
  private static final Duration BACKUP_LIMIT = Duration.ofHours(6);

  private final AdminServiceGrpc.AdminServiceBlockingStub stub;
  private final Caller caller;

  GrpcAdminLink(Channel channel, Caller caller) {
    this.stub = AdminServiceGrpc.newBlockingStub(channel);
    this.caller = caller;
  }

  @Override
  public Invite invite(int uses, Duration lifetime) {
    CreateInviteResponse response =
        caller.call(
            () ->
                stub.createInvite(
                    CreateInviteRequest.newBuilder()
                        .setUses(uses)
                        .setLifetimeSeconds(lifetime.toSeconds())
                        .build()));
    return new Invite(
        response.getLink(), response.getUses(), Instant.ofEpochMilli(response.getExpiresMs()));
  }

  @Override
  public List<UserInfo> users() {
    return Pages.all(
        token ->
            caller.call(
                () ->
                    stub.listUsers(
                        ListUsersRequest.newBuilder()
                            .setPageSize(PAGE)
                            .setPageToken(token)
                            .build())),
        response -> response.getUsersList().stream().map(GrpcAdminLink::user).toList(),
        ListUsersResponse::getNextPageToken);
  }

  private static UserInfo user(UserSummary user) {
    return new UserInfo(
        Wire.username(user.getUsername()),
        Instant.ofEpochMilli(user.getCreatedMs()),
        user.getLastSeenMs() == 0 ? null : Instant.ofEpochMilli(user.getLastSeenMs()),
        user.getDevices(),
        user.getDisabled(),
        user.getOperator());
  }

  @Override
  public void disable(Username username) {
    caller.call(
        () ->
            stub.disableUser(
                DisableUserRequest.newBuilder().setUsername(username.value()).build()));
  }

  @Override
  public void enable(Username username) {
    caller.call(
        () ->
            stub.enableUser(EnableUserRequest.newBuilder().setUsername(username.value()).build()));
  }

  @Override
  public Announcement announce(String text, @Nullable Username to) {
    AnnounceResponse made =
        caller.call(
            () ->
                stub.announce(
                    AnnounceRequest.newBuilder()
                        .setText(text)
                        .setTo(to == null ? "" : to.value())
                        .build()));
    return new Announcement(made.getId(), Instant.ofEpochMilli(made.getTimeMs()), text, to != null);
  }

  @Override
  public Backup backup() {
    CreateBackupResponse made =
        caller.call(
            () ->
                stub.withDeadlineAfter(BACKUP_LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .createBackup(CreateBackupRequest.getDefaultInstance()));
    return new Backup(made.getPath(), made.getBytes(), Instant.ofEpochMilli(made.getTimeMs()));
  }

  @Override
  public ServerStats stats() {
    GetStatsResponse stats = caller.call(() -> stub.getStats(GetStatsRequest.getDefaultInstance()));
    return new ServerStats(
        stats.getUsers(),
        stats.getDevices(),
        stats.getChats(),
        stats.getEntries(),
        stats.getStreams());
  }
}
