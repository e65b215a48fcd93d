package chat.sotto.service;

import chat.sotto.service.domain.LogEntry;
import chat.sotto.service.domain.Scope;
import chat.sotto.service.domain.SessionRecord;
import chat.sotto.service.event.EventSink;
import chat.sotto.service.grpc.Access;
import chat.sotto.service.grpc.AuthGrpcService;
import chat.sotto.service.grpc.AuthUseCases;
import chat.sotto.service.grpc.DirectoryGrpcService;
import chat.sotto.service.grpc.EnrollmentGrpcService;
import chat.sotto.service.grpc.OpenCalls;
import chat.sotto.service.grpc.ProtocolRange;
import chat.sotto.service.grpc.RateLimitInterceptor;
import chat.sotto.service.grpc.ServerFacts;
import chat.sotto.service.grpc.ServiceGate;
import chat.sotto.service.grpc.VaultGrpcService;
import chat.sotto.service.session.AllStreams;
import chat.sotto.service.session.LiveStreams;
import chat.sotto.service.store.Stores;
import chat.sotto.service.usecase.account.Attempts;
import chat.sotto.service.usecase.account.CertificateIssuer;
import chat.sotto.service.usecase.account.ChangeCredentials;
import chat.sotto.service.usecase.account.CheckSession;
import chat.sotto.service.usecase.account.DeleteAccount;
import chat.sotto.service.usecase.account.Devices;
import chat.sotto.service.usecase.account.IdentifyDevice;
import chat.sotto.service.usecase.account.OperatorTokens;
import chat.sotto.service.usecase.account.ProvenKeys;
import chat.sotto.service.usecase.account.RegisterAccount;
import chat.sotto.service.usecase.account.RenewCertificate;
import chat.sotto.service.usecase.account.Sessions;
import chat.sotto.service.usecase.admin.CreateInvite;
import chat.sotto.service.usecase.directory.Directory;
import chat.sotto.service.usecase.vault.Vault;
import io.grpc.ServerServiceDefinition;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Consumer;

/** Wires accounts, directory, vault and administration, from the store up to the services. */
final class AccountServices {
  private final ServerConfig config;
  private final Stores stores;
  private final OpenCalls openCalls = new OpenCalls();
  private final LiveStreams streams;
  private final Consumer<LogEntry> appended;
  private final CertificateIssuer issuer;
  private final IdentifyDevice identify;
  private final CheckSession sessions;
  private final CreateInvite invites;
  private final OperatorTokens operatorTokens = new OperatorTokens();
  private final SecureRandom random;
  private final ProtocolRange protocol;
  private final EventSink events;

  /**
   * Wires.
   *
   * @param protocol the versions of clients that are served
   * @param appended told of notices that were written into logs
   * @param events told whom the server let in or refused
   */
  AccountServices(
      ServerConfig config,
      Stores stores,
      LiveStreams streams,
      Consumer<LogEntry> appended,
      CertificateIssuer issuer,
      SecureRandom random,
      ProtocolRange protocol,
      EventSink events) {
    this.events = events;
    this.config = config;
    this.stores = stores;
    this.streams = new AllStreams(List.of(streams, openCalls));
    this.appended = appended;
    this.issuer = issuer;
    this.identify = new IdentifyDevice(stores.accounts(), config.clock());
    this.sessions = new CheckSession(stores.sessions(), config.clock());
    this.invites = new CreateInvite(stores.invites(), config.clock(), random);
    this.random = random;
    this.protocol = protocol;
  }

  /** Throws if a session, its device or its user is good no longer. */
  void requireGood(SessionRecord session) {
    identify.check(session.device());
    sessions.check(session.token(), session.device(), Scope.SEND);
  }

  /** What stands in front of the chat listener's services. */
  ServiceGate gate() {
    return new ServiceGate(identify, sessions, config.clock(), protocol, openCalls, events);
  }

  /** The chat's streams, and every other call of the chat listener that may stay open. */
  LiveStreams streams() {
    return streams;
  }

  /** Makes join tokens. */
  CreateInvite invites() {
    return invites;
  }

  /** The join tokens of operators. */
  OperatorTokens operatorTokens() {
    return operatorTokens;
  }

  /** The enrolment listener's service. */
  ServerServiceDefinition enrollment(ServerFacts facts) {
    RegisterAccount register =
        new RegisterAccount(
            stores.accounts(),
            issuer,
            operatorTokens,
            config.registration(),
            config.clock(),
            random);
    RateLimitInterceptor rate =
        new RateLimitInterceptor(
            config.limits().enrollmentBurst(),
            config.limits().enrollmentPerMinute(),
            config.clock());
    return ServiceGate.forStrangers(
        rate,
        protocol,
        new EnrollmentGrpcService(facts, register, renewal(), config.clock()),
        events);
  }

  /** The services of the chat listener but the operators'. */
  List<ServerServiceDefinition> forMembers(ServiceGate gate) {
    return List.of(
        gate.behind(AuthGrpcService::access, auth()),
        gate.behind(Access.SESSION, new DirectoryGrpcService(new Directory(stores.accounts()))),
        gate.behind(Access.SESSION, new VaultGrpcService(new Vault(stores.vault()))));
  }

  private AuthGrpcService auth() {
    Attempts attempts = new Attempts(stores.throttles(), config.clock());
    ProvenKeys proven = new ProvenKeys(stores.accounts(), attempts);
    return new AuthGrpcService(
        new AuthUseCases(
            new Sessions(
                stores.accounts(), stores.sessions(), proven, streams, config.clock(), random),
            renewal(),
            new ChangeCredentials(stores.accounts(), proven, streams, random),
            new Devices(stores.accounts(), issuer, streams, config.clock()),
            new DeleteAccount(stores.accounts(), proven, streams, appended, config.clock())));
  }

  private RenewCertificate renewal() {
    return new RenewCertificate(stores.accounts(), identify, issuer);
  }
}
