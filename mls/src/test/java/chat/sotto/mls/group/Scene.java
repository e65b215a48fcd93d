package chat.sotto.mls.group;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.Decoder;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.fixture.HeldKeys;
import chat.sotto.mls.fixture.Person;
import chat.sotto.mls.fixture.Policy;
import chat.sotto.mls.port.PreSharedKeys;
import chat.sotto.mls.port.RatchetLimits;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.GroupId;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.MlsMessage;
import chat.sotto.mls.wire.PreSharedKeyId;
import chat.sotto.mls.wire.PrivateMessage;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProposalRef;
import chat.sotto.mls.wire.PublicMessage;
import chat.sotto.mls.wire.Welcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A group on a stage: who is in it, and what they send each other. Messages travel as bytes. */
final class Scene {
  static final GroupId GROUP = new GroupId(Bytes.fromHex("0102"));

  final GroupState.Settings settings;
  final Map<String, GroupState> members = new HashMap<>();
  final Map<Bytes, Secret> psks = new HashMap<>();
  private final Map<String, Person> people = new HashMap<>();
  private final Outgoing.Form form;

  Scene(MlsCrypto crypto, Outgoing.Form form) {
    this(crypto, form, Extensions.NONE);
  }

  Scene(MlsCrypto crypto, Outgoing.Form form, Extensions extensions) {
    this.form = form;
    settings = new GroupState.Settings(crypto, Policy.OPEN.validation(), RatchetLimits.DEFAULT, 8);
    members.put(
        "alice", Created.create(settings, identity("alice"), own("alice"), GROUP, extensions));
  }

  Person person(String name) {
    return people.computeIfAbsent(name, n -> new Person(settings.crypto(), n));
  }

  /** Forgets the keys of somebody, who comes back with others. */
  void renew(String name) {
    people.remove(name);
  }

  Identity identity(String name) {
    Person person = person(name);
    return new Identity(
        person.signer(),
        person.credential(),
        person.keyPackage().leafNode().capabilities(),
        Extensions.NONE);
  }

  Joined.Own own(String name) {
    Person person = person(name);
    return new Joined.Own(person.keyPackage(), person.initKeys(), person.leafKeys());
  }

  GroupState state(String name) {
    GroupState state = members.get(name);
    assertThat(state).as(name).isNotNull();
    return state;
  }

  LeafIndex leaf(String name) {
    return state(name).self();
  }

  PreSharedKeys preSharedKeys() {
    return id ->
        id instanceof PreSharedKeyId.External external
            ? Optional.ofNullable(psks.get(external.id()))
            : Optional.empty();
  }

  Proposal add(String name) {
    return new Proposal.Add(person(name).keyPackage());
  }

  /** Proposes; everybody receives it. */
  ProposalRef propose(String by, Proposal proposal) {
    return proposed(by, Outgoing.propose(state(by), form, proposal));
  }

  /** Proposes new keys; everybody receives it. */
  ProposalRef proposeUpdate(String by) {
    return proposed(by, Outgoing.proposeUpdate(state(by), form, state(by).identity()));
  }

  private ProposalRef proposed(String by, Outgoing out) {
    members.put(by, out.state());
    deliverProposal(by, out.message());
    List<ProposalRef> known = state(by).proposals().refs();
    return known.get(known.size() - 1);
  }

  private void deliverProposal(String by, MlsMessage message) {
    for (String name : List.copyOf(members.keySet())) {
      if (!name.equals(by)) {
        Incoming received = open(state(name), message);
        members.put(name, received.accept().withProposal(received.content()));
      }
    }
  }

  OwnCommit make(String by, boolean path, List<ProposalRef> received, Proposal... own) {
    return OwnCommit.make(
        state(by), preSharedKeys(), form, new OwnCommit.Request(received, List.of(own), path));
  }

  /** Commits; everybody follows, those who are added join. */
  void commit(String by, boolean path, List<ProposalRef> received, Proposal... own) {
    OwnCommit made = make(by, path, received, own);
    List<String> before = List.copyOf(members.keySet());
    for (String name : before) {
      if (!name.equals(by)) {
        follow(name, made.commit());
      }
    }
    members.put(by, made.next());
    made.welcome().ifPresent(welcome -> welcome(made, welcome));
    agree();
  }

  void follow(String name, MlsMessage commit) {
    Incoming incoming = open(state(name), commit);
    Optional<GroupState> next =
        Committed.process(incoming.accept(), preSharedKeys(), incoming.content()).next();
    if (next.isPresent()) {
      members.put(name, next.get());
    } else {
      members.remove(name);
    }
  }

  private void welcome(OwnCommit made, Welcome welcome) {
    Welcome travelled = (Welcome) travel(new MlsMessage(welcome)).body();
    for (String name : List.copyOf(people.keySet())) {
      boolean invited =
          travelled.secrets().stream()
              .anyMatch(
                  secrets ->
                      secrets.newMember().equals(person(name).keyPackage().ref(settings.crypto())));
      if (invited) {
        members.put(
            name,
            Joined.join(
                settings,
                identity(name),
                preSharedKeys(),
                new Joined.Request(own(name), travelled, Optional.empty(), Links.OldGroups.NONE)));
      }
    }
    assertThat(made.next().tree().memberCount()).isEqualTo(members.size());
  }

  /** Joins by an external commit; everybody follows. */
  void joinExternally(String name, String by, Optional<LeafIndex> replaced) {
    ExternalJoin join =
        ExternalJoin.make(
            settings,
            identity(name),
            preSharedKeys(),
            new ExternalJoin.Request(
                GroupInfos.make(state(by), true), Optional.empty(), tree -> replaced, List.of()));
    for (String member : List.copyOf(members.keySet())) {
      follow(member, join.commit());
    }
    members.put(name, join.next());
    agree();
  }

  static Incoming open(GroupState state, MlsMessage message) {
    MlsMessage.Body body = travel(message).body();
    return body instanceof PublicMessage open
        ? Incoming.open(state, open)
        : Incoming.open(state, (PrivateMessage) body);
  }

  private static MlsMessage travel(MlsMessage message) {
    Decoder<MlsMessage> decoder = MlsMessage::read;
    return decoder.decode(message.encode());
  }

  /** All have the same epoch and secrets, and good private keys. */
  void agree() {
    GroupState one = members.values().iterator().next();
    for (GroupState other : members.values()) {
      assertThat(other.context()).isEqualTo(one.context());
      assertThat(other.secrets().epochAuthenticator())
          .isEqualTo(one.secrets().epochAuthenticator());
      assertThat(other.tree().treeHash()).isEqualTo(other.context().treeHash());
      assertThat(HeldKeys.fit(other.keys(), other.tree())).isTrue();
    }
  }
}
