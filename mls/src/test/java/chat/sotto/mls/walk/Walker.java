package chat.sotto.mls.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.Client;
import chat.sotto.mls.ClosedGroup;
import chat.sotto.mls.Group;
import chat.sotto.mls.Membership;
import chat.sotto.mls.Received;
import chat.sotto.mls.StagedCommit;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.MlsException;
import chat.sotto.mls.fixture.Names;
import chat.sotto.mls.wire.MlsMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One member, what it has received, and what it still has to. */
final class Walker {
  private static final int PAST_EPOCHS = 3;

  final String name;
  final Client client;
  final List<Letter> letters = new ArrayList<>();
  private final Set<MlsMessage> opened = new HashSet<>();
  private Membership membership;

  /** The epoch in which it became a member: of nothing before has it a key. */
  private final long since;

  /** How many handshakes of the group it has seen. */
  private int seen;

  /** As it was stored some time ago: what a member keeps who does not delete what it should. */
  private Optional<Secret> hoard = Optional.empty();

  private int hoardSeen;

  Walker(String name, Client client, Group group, int seen) {
    this.name = name;
    this.client = client;
    this.membership = group;
    this.since = group.epoch().value();
    this.seen = seen;
  }

  Group group() {
    return membership.getGroup();
  }

  void goOn(Membership next) {
    membership = next;
  }

  boolean isMember() {
    return membership instanceof Group;
  }

  int seen() {
    return seen;
  }

  long epoch() {
    return membership.epoch().value();
  }

  Optional<Secret> hoard() {
    return hoard;
  }

  int hoardSeen() {
    return hoardSeen;
  }

  /** Goes through what a process does that ends and begins again. */
  void restart() {
    Secret stored = group().serialize();
    membership = Group.restore(stored, client.settings());
  }

  /** Keeps a copy, against the rules. */
  void keep() {
    hoard = Optional.of(group().serialize());
    hoardSeen = seen;
  }

  /**
   * Takes in the next handshake.
   *
   * @return whether it could; if not, it has lost something and has to join again
   */
  boolean follow(Handshake handshake, boolean lost) {
    seen++;
    if (handshake.author().equals(name)) {
      if (handshake.commit()) {
        membership = group().pending().orElseThrow().merge();
      }
      return true;
    }
    if (lost) {
      return true;
    }
    Received received;
    try {
      received = group().process(travelled(handshake.message()));
    } catch (MlsException e) {
      return false;
    }
    membership =
        received instanceof StagedCommit commit
            ? commit.merge()
            : ((Received.NewProposal) received).group();
    if (membership instanceof ClosedGroup) {
      letters.clear();
    }
    return true;
  }

  /** Opens a letter; whether it is done with. */
  boolean open(Letter letter) {
    if (letter.epoch() > epoch()) {
      refuses(letter);
      return false;
    }
    boolean readable =
        letter.epoch() >= Math.max(since, epoch() - PAST_EPOCHS)
            && !opened.contains(letter.message());
    if (!readable) {
      refuses(letter);
      return true;
    }
    Received.Application read = (Received.Application) group().process(travelled(letter.message()));
    assertThat(read.data()).isEqualTo(letter.data());
    assertThat(read.epoch().value()).isEqualTo(letter.epoch());
    assertThat(Names.of(read.sender().credential())).isEqualTo(letter.author());
    membership = read.group();
    opened.add(letter.message());
    return true;
  }

  private void refuses(Letter letter) {
    Group before = group();
    assertThatExceptionOfType(MlsException.class)
        .isThrownBy(() -> before.process(travelled(letter.message())));
  }

  static MlsMessage travelled(MlsMessage message) {
    return MlsMessage.decode(message.encode());
  }
}
