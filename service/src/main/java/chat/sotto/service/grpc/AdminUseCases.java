package chat.sotto.service.grpc;

import chat.sotto.service.usecase.admin.Announce;
import chat.sotto.service.usecase.admin.BackupMaker;
import chat.sotto.service.usecase.admin.CreateInvite;
import chat.sotto.service.usecase.admin.Users;

/** What operators do. */
public record AdminUseCases(
    CreateInvite invites, Users users, Announce announce, BackupMaker backups) {}
