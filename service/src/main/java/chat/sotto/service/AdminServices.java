package chat.sotto.service;

import chat.sotto.service.grpc.Access;
import chat.sotto.service.grpc.AdminGrpcService;
import chat.sotto.service.grpc.AdminUseCases;
import chat.sotto.service.grpc.ServiceGate;
import chat.sotto.service.session.LiveStreams;
import chat.sotto.service.session.StreamNews;
import chat.sotto.service.store.Stores;
import chat.sotto.service.usecase.admin.Announce;
import chat.sotto.service.usecase.admin.BackupMaker;
import chat.sotto.service.usecase.admin.CreateInvite;
import chat.sotto.service.usecase.admin.Users;
import io.grpc.ServerServiceDefinition;

/** Wires what operators do. */
final class AdminServices {
  private AdminServices() {}

  /** The operators' service, behind the gate that lets only them in. */
  static ServerServiceDefinition over(
      ServerConfig config,
      Stores stores,
      StreamNews news,
      LiveStreams ending,
      CreateInvite invites,
      JoinLinks links,
      BackupMaker backups,
      ServiceGate gate) {
    return gate.behind(
        Access.OPERATOR,
        new AdminGrpcService(
            new AdminUseCases(
                invites,
                new Users(stores.accounts(), ending),
                new Announce(stores.announcements(), news, config.clock()),
                backups),
            config.enrollment().map(ports -> links::link)));
  }
}
