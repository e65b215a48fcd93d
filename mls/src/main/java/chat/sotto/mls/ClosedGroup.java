package chat.sotto.mls;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.MalformedException;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.group.GroupState;
import chat.sotto.mls.group.StoredState;
import chat.sotto.mls.wire.Epoch;
import chat.sotto.mls.wire.GroupId;
import chat.sotto.mls.wire.KeyPackage;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ResumptionUsage;
import chat.sotto.mls.wire.Welcome;
import java.util.List;
import java.util.Optional;

/** A group that one can do nothing in any more: one was removed from it, or it has ended. */
public sealed interface ClosedGroup extends Membership {
  /**
   * One was removed. All secrets are gone.
   *
   * @param id the group's id
   * @param epoch the first epoch without this member
   * @param remover who committed it
   */
  record Removed(GroupId id, Epoch epoch, Member remover) implements ClosedGroup {}

  /**
   * The group has ended and is to be continued as another one (RFC 9420 §11.2): one of its members
   * creates that, the others join it.
   */
  final class ReInitialized implements ClosedGroup {
    private final GroupState last;
    private final Proposal.ReInit successor;

    ReInitialized(GroupState last, Proposal.ReInit successor) {
      this.last = last;
      this.successor = successor;
    }

    @Override
    public GroupId id() {
      return last.context().group();
    }

    @Override
    public Epoch epoch() {
      return last.context().epoch();
    }

    /** What the group is to be continued as. */
    public Proposal.ReInit successor() {
      return successor;
    }

    /** Its members, all of whom the successor has to have. */
    public List<Member> members() {
      return Member.of(last.tree());
    }

    /**
     * Creates the successor.
     *
     * @param client for the successor's suite
     * @param others new key packages of all other members
     */
    public PendingCommit create(Client client, List<KeyPackage> others) {
      if (!successor.cipherSuite().getSuite().equals(client.suite())) {
        throw new MisuseException("the successor has cipher suite " + successor.cipherSuite());
      }
      return Linking.commit(
          Group.create(client, successor.groupId(), successor.extensions()),
          last,
          ResumptionUsage.REINIT,
          others);
    }

    /** Joins the successor, which another member created. */
    public Group join(Client client, OwnKeyPackage keyPackage, Welcome welcome) {
      return Linking.joinSuccessor(last, client, keyPackage, welcome);
    }

    /** What {@link #restore} takes. It has secrets in the clear: encrypt it, and erase it. */
    public Secret serialize() {
      return Storage.store(
          Storage.Kind.ENDED_GROUP,
          last.crypto().suite(),
          shelf -> StoredState.write(last, Optional.empty(), shelf));
    }

    /**
     * The ended group that was stored.
     *
     * @throws MalformedException if it is damaged or of an unknown version
     */
    public static ReInitialized restore(Secret stored, GroupSettings settings) {
      GroupState last =
          Storage.restore(
              Storage.Kind.ENDED_GROUP,
              stored,
              (crypto, open, secret) ->
                  StoredState.read(settings.of(crypto), Optional.empty(), open, secret));
      return new ReInitialized(
          last,
          last.continuation()
              .orElseThrow(() -> new MalformedException("an ended group that goes on")));
    }

    /** Overwrites the secrets, when the successor is there. */
    public void erase() {
      last.erase(Optional.empty());
    }

    @Override
    public String toString() {
      Bytes group = id().value();
      return "ReInitialized[" + group + ", " + epoch() + "]";
    }
  }
}
