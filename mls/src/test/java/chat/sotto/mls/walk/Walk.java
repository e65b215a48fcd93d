package chat.sotto.mls.walk;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.Changes;
import chat.sotto.mls.Client;
import chat.sotto.mls.Group;
import chat.sotto.mls.GroupSettings;
import chat.sotto.mls.Member;
import chat.sotto.mls.OwnKeyPackage;
import chat.sotto.mls.PendingCommit;
import chat.sotto.mls.PendingJoin;
import chat.sotto.mls.PendingProposal;
import chat.sotto.mls.Sent;
import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.crypto.SignatureKeyPair;
import chat.sotto.mls.fixture.Names;
import chat.sotto.mls.wire.GroupId;
import chat.sotto.mls.wire.GroupInfo;
import chat.sotto.mls.wire.KeyPackageRef;
import chat.sotto.mls.wire.PreSharedKeyId;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.Welcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A delivery service and the members of one group, who act at random. Handshakes have one order,
 * and each is taken if it is of the current epoch; members follow when they get to it. Messages of
 * the application come late, in any order, twice or not at all; a proposal may miss a member.
 */
final class Walk {
  private static final GroupId ID = new GroupId(Bytes.fromHex("77616c6b"));
  private static final Bytes PSK = text("the key that all have");

  /** Who was added, and has not joined yet. */
  private record Invitation(OwnKeyPackage keyPackage, Welcome welcome, int seen) {}

  /** A key package that somebody may be added with. */
  private record Offer(String name, OwnKeyPackage keyPackage) {}

  /** What all members of an epoch agree on. */
  private record Facts(Secret authenticator, Secret exported, Set<String> members) {}

  /** A handshake that never reached a member. */
  private record Lost(int index, String name) {}

  private final Random random;
  private final int most;
  private final CipherSuite suite;
  private final GroupSettings settings;
  private final Map<String, Client> clients = new HashMap<>();
  private final Map<String, Walker> walkers = new LinkedHashMap<>();
  private final Map<String, Invitation> invited = new LinkedHashMap<>();
  private final Map<KeyPackageRef, Offer> offers = new HashMap<>();
  private final List<Exile> exiles = new ArrayList<>();
  private final List<Handshake> log = new ArrayList<>();
  private final Set<Lost> lost = new HashSet<>();
  private final Map<Long, Facts> facts = new HashMap<>();
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private long epoch;
  private int said;

  Walk(long seed, int most, CipherSuite suite, GroupSettings.Handshakes handshakes) {
    this.random = new Random(seed);
    this.most = most;
    this.suite = suite;
    Secret key = Secret.zeros(32);
    this.settings =
        GroupSettings.of(Names.BELIEVED)
            .withHandshakes(handshakes)
            .withPreSharedKeys(
                id ->
                    id instanceof PreSharedKeyId.External external && external.id().equals(PSK)
                        ? Optional.of(key.copy())
                        : Optional.empty());
    Group first = Group.create(client("m0"), ID);
    admit(new Walker("m0", client("m0"), first, 0));
  }

  private static Bytes text(String text) {
    return Bytes.owning(text.getBytes(StandardCharsets.UTF_8));
  }

  /** How often each thing was done. */
  Map<String, Integer> counts() {
    return counts;
  }

  int members() {
    return current().group().members().size();
  }

  /** One thing at random. */
  void step() {
    int die = random.nextInt(100);
    if (die < 38) {
      say();
    } else if (die < 66) {
      receive(anybody());
    } else if (die < 76) {
      commit();
    } else if (die < 84) {
      propose();
    } else if (die < 87) {
      arrive();
    } else if (die < 96) {
      restart();
    } else if (die < 98) {
      keep();
    } else {
      settle();
    }
  }

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private Client client(String name) {
    return clients.computeIfAbsent(
        name, n -> Client.generate(suite, Names.credential(n), settings));
  }

  /** A member, who may be behind. */
  private Walker anybody() {
    return pick(List.copyOf(walkers.values()));
  }

  /** A member who has followed everything. */
  private Walker current() {
    while (true) {
      Walker walker = anybody();
      catchUp(walker);
      if (walkers.get(walker.name) == walker) {
        return walker;
      }
    }
  }

  private void admit(Walker walker) {
    walkers.put(walker.name, walker);
    agree(walker);
  }

  private void agree(Walker walker) {
    Group group = walker.group();
    Facts seen =
        new Facts(group.epochAuthenticator(), group.export("walk", ID.value(), 32), names(group));
    Facts known = facts.computeIfAbsent(walker.epoch(), e -> seen);
    assertThat(seen.authenticator()).isEqualTo(known.authenticator());
    assertThat(seen.exported()).isEqualTo(known.exported());
    assertThat(seen.members()).isEqualTo(known.members());
    if (!group.self().signatureKey().equals(walker.client.signer().publicKey())) {
      count("renewed");
    }
  }

  private static Set<String> names(Group group) {
    return group.members().stream()
        .map(member -> Names.of(member.credential()))
        .collect(Collectors.toSet());
  }

  // Receiving.

  private void receive(Walker walker) {
    int handshakes = random.nextInt(4);
    for (int i = 0; i < handshakes && behind(walker); i++) {
      follow(walker);
    }
    int letters = random.nextInt(8);
    for (int i = 0; i < letters && walker.isMember() && !walker.letters.isEmpty(); i++) {
      Letter letter = pick(walker.letters);
      if (walker.open(letter)) {
        walker.letters.remove(letter);
        count("opened or given up");
      }
    }
  }

  private boolean behind(Walker walker) {
    return walkers.get(walker.name) == walker && walker.seen() < log.size();
  }

  private void catchUp(Walker walker) {
    while (behind(walker)) {
      follow(walker);
    }
  }

  private void follow(Walker walker) {
    int index = walker.seen();
    Handshake next = log.get(index);
    if (!walker.follow(next, lost.contains(new Lost(index, walker.name)))) {
      boolean excused =
          lost.stream()
              .anyMatch(
                  miss ->
                      miss.name().equals(walker.name)
                          && log.get(miss.index()).epoch() == next.epoch());
      assertThat(excused).as("%s cannot follow %s", walker.name, next).isTrue();
      walkers.remove(walker.name);
      joinExternally(walker.name);
      count("joined again after a loss");
    } else if (!walker.isMember()) {
      walkers.remove(walker.name);
      walker
          .hoard()
          .ifPresent(
              kept ->
                  exiles.add(
                      Exile.of(
                          walker.name,
                          walker.client,
                          kept,
                          log.subList(walker.hoardSeen(), index),
                          next.epoch() + 1)));
      count("removed");
    } else if (next.commit()) {
      agree(walker);
    }
  }

  /** Everybody gets everything, and is in the same epoch then. */
  void settle() {
    List.copyOf(invited.keySet()).forEach(this::accept);
    // To join again is a commit, which everybody has to follow.
    while (walkers.values().stream().anyMatch(this::behind)) {
      List.copyOf(walkers.values()).forEach(this::catchUp);
    }
    for (Walker walker : walkers.values()) {
      assertThat(walker.epoch()).isEqualTo(epoch);
      List.copyOf(walker.letters)
          .forEach(
              letter -> {
                assertThat(walker.open(letter)).isTrue();
                walker.letters.remove(letter);
              });
      agree(walker);
    }
    assertThat(names(current().group())).isEqualTo(walkers.keySet());
    count("settled");
  }

  // Acting.

  private void say() {
    Walker author = anybody();
    if (!author.group().proposals().isEmpty()) {
      // They have to be committed first.
      return;
    }
    Bytes data = text("message " + said++);
    Sent sent = author.group().protect(data);
    author.goOn(sent.group());
    Letter letter = new Letter(author.epoch(), author.name, data, sent.message());
    for (String name : names(author.group())) {
      Walker reader = walkers.get(name);
      if (reader != null && reader != author && !chance(10)) {
        reader.letters.add(letter);
        if (chance(5)) {
          reader.letters.add(letter);
        }
      }
    }
    exiles.forEach(exile -> exile.tries(letter.epoch(), letter.message()));
    count("said");
  }

  private void propose() {
    Walker author = anybody();
    Sent sent = proposal(author.group(), author.client);
    boolean taken = author.epoch() == epoch;
    author.goOn(sent.group());
    if (!taken) {
      return;
    }
    int index = submit(new Handshake(epoch, author.name, false, sent.message()));
    for (String name : walkers.keySet()) {
      if (!name.equals(author.name) && chance(2)) {
        lost.add(new Lost(index, name));
      }
    }
    count("proposed");
  }

  private Sent proposal(Group group, Client client) {
    List<Member> others = others(group);
    return switch (random.nextInt(4)) {
      case 0 -> group.propose(group.preSharedKey(PSK));
      case 1 -> group.propose(add(stranger(group, Set.of())));
      case 2 ->
          others.isEmpty()
              ? group.proposeUpdate()
              : group.propose(new Proposal.Remove(pick(others).index()));
      default -> group.proposeUpdate(renewed(client));
    };
  }

  private Client renewed(Client client) {
    return client.withSigner(SignatureKeyPair.generate(suite.signature()), client.credential());
  }

  private void commit() {
    Walker author = chance(80) ? current() : anybody();
    if (author.group().pending().isPresent()) {
      return;
    }
    PendingCommit pending = author.group().commit(changes(author.group()));
    author.goOn(pending.group());
    if (author.epoch() != epoch) {
      // Another one was first: it is given up at once, or when the other one is followed.
      if (chance(50)) {
        author.goOn(pending.discard());
      }
      count("refused");
      return;
    }
    submit(new Handshake(epoch, author.name, true, pending.message()));
    pending.welcome().ifPresent(this::invite);
    count("committed");
  }

  private Changes changes(Group group) {
    List<Proposal> changes = new ArrayList<>();
    List<Member> others = others(group);
    if (chance(50)) {
      Set<String> names = new HashSet<>();
      int room = Math.min(most - group.members().size(), 1 + random.nextInt(4));
      for (int i = 0; i < room; i++) {
        String name = stranger(group, names);
        names.add(name);
        changes.add(add(name));
      }
    } else if (chance(40) && !others.isEmpty()) {
      changes.add(new Proposal.Remove(pick(others).index()));
    }
    if (chance(20)) {
      changes.add(group.preSharedKey(PSK));
    }
    if (chance(20) && nobodyComes(group, changes)) {
      changes.add(group.resumption(group.epoch()));
    }
    return Changes.of(changes.toArray(Proposal[]::new));
  }

  /** Who comes does not have the resumption key of an epoch before. */
  private static boolean nobodyComes(Group group, List<Proposal> changes) {
    return Stream.concat(
            changes.stream(), group.proposals().stream().map(PendingProposal::proposal))
        .noneMatch(Proposal.Add.class::isInstance);
  }

  private void invite(Welcome welcome) {
    Welcome travelled = (Welcome) Walker.travelled(welcome.asMessage()).body();
    travelled
        .secrets()
        .forEach(
            secrets -> {
              Offer offer = offers.remove(secrets.newMember());
              invited.put(offer.name(), new Invitation(offer.keyPackage(), travelled, log.size()));
            });
  }

  /** Somebody joins: who was invited, or by an external commit. */
  private void arrive() {
    if (!invited.isEmpty()) {
      accept(pick(List.copyOf(invited.keySet())));
    } else if (members() < most) {
      joinExternally(stranger(current().group(), Set.of()));
    }
  }

  private void accept(String name) {
    Invitation invitation = invited.remove(name);
    OwnKeyPackage keyPackage = OwnKeyPackage.restore(invitation.keyPackage().serialize());
    Group group = Group.join(client(name), keyPackage, invitation.welcome());
    admit(new Walker(name, client(name), group, invitation.seen()));
    count("joined by welcome");
  }

  private void joinExternally(String name) {
    Group present = current().group();
    GroupInfo info = (GroupInfo) Walker.travelled(present.groupInfo().asMessage()).body();
    Bytes[] keys = chance(20) ? new Bytes[] {PSK} : new Bytes[0];
    PendingJoin made = Group.joinExternally(client(name), info, keys);
    PendingJoin join = PendingJoin.restore(made.serialize(), settings);
    submit(new Handshake(epoch, name, true, join.message()));
    admit(new Walker(name, client(name), join.merge(), log.size()));
    count("joined externally");
  }

  private void restart() {
    anybody().restart();
    count("stored and restored");
  }

  private void keep() {
    anybody().keep();
  }

  private int submit(Handshake handshake) {
    assertThat(handshake.epoch()).isEqualTo(epoch);
    log.add(handshake);
    if (handshake.commit()) {
      epoch++;
    }
    exiles.forEach(exile -> exile.tries(handshake.epoch(), handshake.message()));
    return log.size() - 1;
  }

  private Proposal add(String name) {
    OwnKeyPackage own = client(name).keyPackage();
    offers.put(own.keyPackage().ref(MlsCrypto.of(suite)), new Offer(name, own));
    return new Proposal.Add(own.keyPackage());
  }

  private static List<Member> others(Group group) {
    return group.members().stream().filter(member -> !member.equals(group.self())).toList();
  }

  /** Somebody who is no member, also not of an epoch that others do not know yet. */
  private String stranger(Group group, Set<String> but) {
    Set<String> members = names(group);
    while (true) {
      String name = "m" + random.nextInt(3 * most);
      if (!members.contains(name)
          && !but.contains(name)
          && !walkers.containsKey(name)
          && !invited.containsKey(name)) {
        return name;
      }
    }
  }
}
