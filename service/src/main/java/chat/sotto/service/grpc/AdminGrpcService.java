package chat.sotto.service.grpc;

import chat.sotto.service.domain.AccountSummary;
import chat.sotto.service.domain.Announcement;
import chat.sotto.service.domain.Username;
import chat.sotto.service.usecase.Page;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.admin.Announce;
import chat.sotto.service.usecase.admin.BackupMaker;
import chat.sotto.service.usecase.admin.CreateInvite;
import chat.sotto.service.usecase.admin.Users;
import chat.sotto.v1.AdminServiceGrpc;
import chat.sotto.v1.AnnounceRequest;
import chat.sotto.v1.AnnounceResponse;
import chat.sotto.v1.CreateBackupRequest;
import chat.sotto.v1.CreateBackupResponse;
import chat.sotto.v1.CreateInviteRequest;
import chat.sotto.v1.CreateInviteResponse;
import chat.sotto.v1.DisableUserRequest;
import chat.sotto.v1.DisableUserResponse;
import chat.sotto.v1.EnableUserRequest;
import chat.sotto.v1.EnableUserResponse;
import chat.sotto.v1.GetStatsRequest;
import chat.sotto.v1.GetStatsResponse;
import chat.sotto.v1.ListUsersRequest;
import chat.sotto.v1.ListUsersResponse;
import chat.sotto.v1.UserSummary;
import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** The operator's service. */
public final class AdminGrpcService extends AdminServiceGrpc.AdminServiceImplBase {
  private static final int MAX_USES = 10_000;
  private static final Duration MAX_LIFETIME = Duration.ofDays(365);
  private static final int MAX_PAGE = 1000;

  private static final int MAX_ANNOUNCEMENT = 4096;

  private final CreateInvite invites;
  private final Users users;
  private final Announce announce;
  private final BackupMaker backups;
  private final Optional<Function<ByteString, String>> joinLink;

  /**
   * Serves operators.
   *
   * @param joinLink the whole join link around a token; empty if nobody can join
   */
  public AdminGrpcService(AdminUseCases useCases, Optional<Function<ByteString, String>> joinLink) {
    this.invites = useCases.invites();
    this.users = useCases.users();
    this.announce = useCases.announce();
    this.backups = useCases.backups();
    this.joinLink = joinLink;
  }

  @Override
  public void createInvite(CreateInviteRequest request, StreamObserver<CreateInviteResponse> out) {
    if (request.getUses() < 1 || request.getUses() > MAX_USES) {
      throw RefusedException.invalidField("uses", "must be 1 to " + MAX_USES);
    }
    if (request.getLifetimeSeconds() < 1
        || request.getLifetimeSeconds() > MAX_LIFETIME.toSeconds()) {
      throw RefusedException.invalidField(
          "lifetime_seconds", "must be 1 to " + MAX_LIFETIME.toSeconds());
    }
    Function<ByteString, String> link =
        joinLink.orElseThrow(
            () ->
                RefusedException.of(
                    Reason.REGISTRATION_CLOSED,
                    "the enrolment listener is off: an invitation would lead nowhere"));
    CreateInvite.Created created =
        invites.create(request.getUses(), Duration.ofSeconds(request.getLifetimeSeconds()));
    Wire.answer(
        out,
        CreateInviteResponse.newBuilder()
            .setLink(link.apply(created.token()))
            .setUses(created.uses())
            .setExpiresMs(created.expires().toEpochMilli())
            .build());
  }

  @Override
  public void listUsers(ListUsersRequest request, StreamObserver<ListUsersResponse> out) {
    Page<AccountSummary> page =
        users.list(
            Fields.pageTokenName(request.getPageToken()),
            Fields.pageSize(request.getPageSize(), MAX_PAGE));
    Wire.answer(
        out,
        ListUsersResponse.newBuilder()
            .addAllUsers(page.items().stream().map(AdminGrpcService::summary).toList())
            .setNextPageToken(
                Fields.nextPageToken(page.next().map(last -> last.account().name().value())))
            .build());
  }

  private static UserSummary summary(AccountSummary user) {
    return UserSummary.newBuilder()
        .setUsername(user.account().name().value())
        .setCreatedMs(user.account().created().toEpochMilli())
        .setLastSeenMs(user.lastSeen().toEpochMilli())
        .setDevices(user.devices())
        .setDisabled(user.account().disabled())
        .setOperator(user.account().operator())
        .build();
  }

  @Override
  public void disableUser(DisableUserRequest request, StreamObserver<DisableUserResponse> out) {
    users.disable(Fields.username("username", request.getUsername()), Callers.device().user());
    Wire.answer(out, DisableUserResponse.getDefaultInstance());
  }

  @Override
  public void enableUser(EnableUserRequest request, StreamObserver<EnableUserResponse> out) {
    users.enable(Fields.username("username", request.getUsername()));
    Wire.answer(out, EnableUserResponse.getDefaultInstance());
  }

  @Override
  public void announce(AnnounceRequest request, StreamObserver<AnnounceResponse> out) {
    Optional<Username> to =
        request.getTo().isEmpty()
            ? Optional.empty()
            : Optional.of(Fields.username("to", request.getTo()));
    Announcement made =
        announce.announce(to, Fields.lines("text", request.getText(), MAX_ANNOUNCEMENT));
    Wire.answer(
        out,
        AnnounceResponse.newBuilder()
            .setId(made.id())
            .setTimeMs(made.time().toEpochMilli())
            .build());
  }

  @Override
  public void createBackup(CreateBackupRequest request, StreamObserver<CreateBackupResponse> out) {
    BackupMaker.Made made = backups.make();
    Wire.answer(
        out,
        CreateBackupResponse.newBuilder()
            .setPath(made.folder().toString())
            .setBytes(made.bytes())
            .setTimeMs(made.time().toEpochMilli())
            .build());
  }

  @Override
  public void getStats(GetStatsRequest request, StreamObserver<GetStatsResponse> out) {
    Users.Counts counts = users.counts();
    Wire.answer(
        out,
        GetStatsResponse.newBuilder()
            .setUsers(counts.users())
            .setDevices(counts.devices())
            .setChats(counts.chats())
            .setEntries(counts.entries())
            .setStreams(counts.streams())
            .setAttachments(counts.attachments())
            .setAttachmentBytes(counts.attachmentBytes())
            .build());
  }
}
