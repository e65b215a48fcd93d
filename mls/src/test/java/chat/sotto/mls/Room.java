package chat.sotto.mls;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.fixture.Names;
import chat.sotto.mls.wire.GroupId;
import chat.sotto.mls.wire.GroupInfo;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.MlsMessage;
import chat.sotto.mls.wire.PreSharedKeyId;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.Welcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** People who talk in a group by the facade alone. What they send travels as bytes. */
final class Room {
  static final GroupId ID = new GroupId(Bytes.fromHex("0102"));

  final Map<String, Membership> members = new LinkedHashMap<>();
  final Map<Bytes, Secret> psks = new HashMap<>();

  /** What is done with a group between two steps. */
  BiFunction<String, Group, Group> between = (name, group) -> group;

  private final Map<String, Client> clients = new HashMap<>();
  private final CipherSuite suite;
  private final GroupSettings settings;

  Room(CipherSuite suite, GroupSettings settings) {
    this.suite = suite;
    this.settings =
        settings.withPreSharedKeys(
            id ->
                id instanceof PreSharedKeyId.External external
                    ? Optional.ofNullable(psks.get(external.id())).map(Secret::copy)
                    : Optional.empty());
    members.put("alice", Group.create(client("alice"), ID));
  }

  /** One of the fastest suite, with the usual settings. */
  static Room usual(String... others) {
    Room room =
        new Room(CipherSuite.X25519_AES128GCM_SHA256_ED25519, GroupSettings.of(Names.BELIEVED));
    room.add("alice", others);
    return room;
  }

  static Bytes text(String text) {
    return Bytes.owning(text.getBytes(StandardCharsets.UTF_8));
  }

  Client client(String name) {
    return clients.computeIfAbsent(
        name, n -> Client.generate(suite, Names.credential(n), settings));
  }

  Membership membership(String name) {
    return Objects.requireNonNull(members.get(name), name);
  }

  Group group(String name) {
    Group group = between.apply(name, membership(name).getGroup());
    members.put(name, group);
    return group;
  }

  /** Changes a client before it joins. */
  void change(String name, UnaryOperator<Client> how) {
    clients.put(name, how.apply(client(name)));
  }

  LeafIndex leaf(String name) {
    return group(name).self().index();
  }

  /** Adds people, by welcome. */
  void add(String by, String... names) {
    Map<String, OwnKeyPackage> packages = new LinkedHashMap<>();
    List<Proposal> adds = new ArrayList<>();
    for (String name : names) {
      OwnKeyPackage own = client(name).keyPackage();
      packages.put(name, own);
      adds.add(new Proposal.Add(own.keyPackage()));
    }
    PendingCommit pending = commit(by, adds.toArray(Proposal[]::new));
    packages.forEach(
        (name, own) -> members.put(name, Group.join(client(name), own, welcome(pending))));
    agree();
  }

  static Welcome welcome(PendingCommit pending) {
    return (Welcome) travelled(pending.welcome().orElseThrow().asMessage()).body();
  }

  /** Commits; all others follow. */
  PendingCommit commit(String by, Proposal... changes) {
    return commit(by, Changes.of(changes));
  }

  /** Commits; all others follow. */
  PendingCommit commit(String by, Changes changes) {
    PendingCommit pending = group(by).commit(changes);
    deliver(by, pending.message());
    members.put(by, pending.merge());
    return pending;
  }

  /** Delivers to all but the sender, who follow what they get. */
  void deliver(String by, MlsMessage message) {
    for (String name : List.copyOf(members.keySet())) {
      if (!name.equals(by) && members.get(name) instanceof Group) {
        members.put(name, follow(group(name).process(travelled(message))));
      }
    }
  }

  static Membership follow(Received received) {
    return received.fold(
        new Received.Cases<>() {
          @Override
          public Membership application(Received.Application message) {
            return message.group();
          }

          @Override
          public Membership proposal(Received.NewProposal proposal) {
            return proposal.group();
          }

          @Override
          public Membership commit(StagedCommit commit) {
            return commit.merge();
          }
        });
  }

  /** Proposes; all others receive it. */
  void propose(String by, Proposal proposal) {
    take(by, group(by).propose(proposal));
  }

  /** Has somebody go on from what it sent, which all others receive. */
  void take(String by, Sent sent) {
    members.put(by, sent.group());
    deliver(by, sent.message());
  }

  /** Joins by an external commit, which all follow. */
  void joinExternally(String name, String by, Bytes... with) {
    GroupInfo info = (GroupInfo) travelled(group(by).groupInfo().asMessage()).body();
    PendingJoin join = Group.joinExternally(client(name), info, with);
    deliver(name, join.message());
    members.put(name, join.merge());
    agree();
  }

  /** Says something, which all others read. */
  void say(String by, String what) {
    Sent sent = group(by).protect(text(what));
    members.put(by, sent.group());
    for (String name : List.copyOf(members.keySet())) {
      if (!name.equals(by) && members.get(name) instanceof Group) {
        Received.Application read = read(group(name), sent.message());
        assertThat(read.data()).isEqualTo(text(what));
        assertThat(Names.of(read.sender().credential())).isEqualTo(by);
        members.put(name, read.group());
      }
    }
  }

  static Received.Application read(Group group, MlsMessage message) {
    return (Received.Application) group.process(travelled(message));
  }

  static MlsMessage travelled(MlsMessage message) {
    return MlsMessage.decode(message.encode());
  }

  /** All who are in the group see the same. */
  void agree() {
    List<Group> groups =
        members.values().stream().filter(Group.class::isInstance).map(Group.class::cast).toList();
    Group one = groups.get(0);
    for (Group other : groups) {
      assertThat(other.epoch()).isEqualTo(one.epoch());
      assertThat(other.epochAuthenticator()).isEqualTo(one.epochAuthenticator());
      assertThat(other.members()).isEqualTo(one.members()).hasSize(groups.size());
      assertThat(other.export("a", Bytes.EMPTY, 16)).isEqualTo(one.export("a", Bytes.EMPTY, 16));
    }
  }
}
