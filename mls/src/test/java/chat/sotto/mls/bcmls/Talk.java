package chat.sotto.mls.bcmls;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.ClosedGroup;
import chat.sotto.mls.codec.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A group of parties, who all receive what one of them sends and see the same after each step. */
final class Talk {
  private static final byte[] ID = text("a group");

  private final List<Party> members = new ArrayList<>();

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  void begins(Party creator) throws Exception {
    creator.create(ID);
    members.add(creator);
  }

  /** One commit, with a path. */
  void adds(Party by, Party... added) throws Exception {
    Party.Made made = by.commit(adding(added));
    follow(by, made.commit().toByteArray());
    welcome(made, added);
  }

  /** One commit, without a path. */
  void addsWithoutPath(Party by, Party... added) throws Exception {
    Party.Made made = by.commitWithoutPath(adding(added));
    follow(by, made.commit().toByteArray());
    welcome(made, added);
  }

  private static Party.Change[] adding(Party... added) throws Exception {
    Party.Change[] changes = new Party.Change[added.length];
    for (int i = 0; i < added.length; i++) {
      changes[i] = new Party.Change.Add(Bytes.owning(added[i].keyPackage()));
    }
    return changes;
  }

  private void welcome(Party.Made made, Party... added) throws Exception {
    for (Party joiner : added) {
      joiner.join(made.welcome().orElseThrow().toByteArray());
      members.add(joiner);
    }
    agree();
  }

  /** Brings new keys. */
  void updates(Party by) throws Exception {
    follow(by, by.commit().commit().toByteArray());
    agree();
  }

  void removes(Party by, Party removed) throws Exception {
    int leaf = removed.leaf();
    forget(removed);
    byte[] commit = by.commit(new Party.Change.Remove(leaf)).commit().toByteArray();
    follow(by, commit);
    leaves(removed, commit);
    agree();
  }

  void mixesIn(Party by, String psk) throws Exception {
    follow(by, by.commit(new Party.Change.MixIn(Bytes.owning(text(psk)))).commit().toByteArray());
    agree();
  }

  void allKnow(String psk, Party... alsoThese) {
    List<Party> all = new ArrayList<>(members);
    all.addAll(List.of(alsoThese));
    all.forEach(party -> party.know(text(psk), text("the key " + psk)));
  }

  void proposesUpdate(Party by) throws Exception {
    deliver(by, by.proposeUpdate());
  }

  /** The other engine does not take a proposal that removes itself. */
  void proposesToRemove(Party by, Party removed) throws Exception {
    byte[] proposal = by.propose(new Party.Change.Remove(removed.leaf()));
    for (Party other : List.copyOf(members)) {
      if (other != by && (other != removed || removed instanceof Ours)) {
        other.receive(proposal);
      }
    }
  }

  void proposesToAdd(Party by, Party added) throws Exception {
    deliver(by, by.propose(new Party.Change.Add(Bytes.owning(added.keyPackage()))));
  }

  void proposesToMixIn(Party by, String psk) throws Exception {
    deliver(by, by.propose(new Party.Change.MixIn(Bytes.owning(text(psk)))));
  }

  /** Commits what was proposed: some come, some go. */
  void commits(Party by, List<Party> coming, List<Party> going) throws Exception {
    going.forEach(this::forget);
    Party.Made made = by.commit();
    follow(by, made.commit().toByteArray());
    for (Party removed : going) {
      leaves(removed, made.commit().toByteArray());
    }
    welcome(made, coming.toArray(Party[]::new));
  }

  void entersExternally(Party joiner, Party door) throws Exception {
    follow(joiner, joiner.joinExternally(door.groupInfo(), Optional.empty()));
    members.add(joiner);
    agree();
  }

  /** Enters again, in place of what it was. */
  void entersAgain(Party member, Party door) throws Exception {
    follow(member, member.joinExternally(door.groupInfo(), Optional.of(member.leaf())));
    agree();
  }

  void says(Party by, String what) throws Exception {
    byte[] message = by.say(text(what), text("open " + what));
    for (Party other : List.copyOf(members)) {
      if (other != by) {
        byte[][] heard = other.hear(message);
        assertThat(heard[0]).as(other.name()).isEqualTo(text(what));
        assertThat(heard[1]).as(other.name()).isEqualTo(text("open " + what));
      }
    }
  }

  void allSaySomething() throws Exception {
    for (Party by : List.copyOf(members)) {
      says(by, "first of " + by.name());
      says(by, "second of " + by.name());
    }
  }

  /** The other engine cannot read a commit that removes it. */
  private static void leaves(Party removed, byte[] commit) {
    if (removed instanceof Ours ours) {
      ours.receive(commit);
      assertThat(ours.membership()).isInstanceOf(ClosedGroup.Removed.class);
    }
  }

  private void forget(Party party) {
    members.remove(party);
  }

  private void follow(Party by, byte[] commit) throws Exception {
    deliver(by, commit);
    by.merge();
  }

  private void deliver(Party by, byte[] handshake) throws Exception {
    for (Party other : List.copyOf(members)) {
      if (other != by) {
        other.receive(handshake);
      }
    }
  }

  private void agree() throws Exception {
    Party one = members.get(0);
    for (Party other : members) {
      assertThat(other.epoch()).as(other.name()).isEqualTo(one.epoch());
      assertThat(other.epochAuthenticator()).as(other.name()).isEqualTo(one.epochAuthenticator());
      assertThat(other.exported("label", text("context"), 40))
          .as(other.name())
          .isEqualTo(one.exported("label", text("context"), 40));
    }
  }
}
