package chat.sotto.mls;

import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.group.GroupInfos;
import chat.sotto.mls.group.GroupState;
import chat.sotto.mls.group.Shelf;
import chat.sotto.mls.group.StoredState;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.wire.GroupInfo;
import chat.sotto.mls.wire.MlsMessage;
import chat.sotto.mls.wire.ProposalRef;
import chat.sotto.mls.wire.Welcome;
import java.util.List;
import java.util.Optional;

/**
 * An own commit that waits, and where it leads.
 *
 * @param next the state of the epoch that it begins
 * @param message the commit
 * @param welcome for those who are added
 * @param takenIn the proposals of others, and own ones made before, by their hashes
 */
record Pending(
    GroupState next, MlsMessage message, Optional<Welcome> welcome, List<ProposalRef> takenIn) {
  GroupInfo groupInfo() {
    return GroupInfos.make(next, true);
  }

  void writeTo(RatchetTree before, Shelf shelf) {
    shelf.open().write(message).writeOptional(welcome).writeList(takenIn);
    StoredState.write(next, Optional.of(before), shelf);
  }

  static Pending read(GroupState before, MlsReader open, MlsReader secret) {
    MlsMessage message = MlsMessage.read(open);
    Optional<Welcome> welcome = open.readOptional(Welcome::read);
    List<ProposalRef> takenIn = open.readList(ProposalRef::read);
    GroupState next = StoredState.read(before.settings(), Optional.of(before.tree()), open, secret);
    return new Pending(next, message, welcome, takenIn);
  }
}
