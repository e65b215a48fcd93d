package chat.sotto.mls;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.group.ExternalJoin;
import chat.sotto.mls.group.GroupState;
import chat.sotto.mls.group.Joined;
import chat.sotto.mls.group.Links;
import chat.sotto.mls.port.PreSharedKeys;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.wire.GroupInfo;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.NodeList;
import chat.sotto.mls.wire.PreSharedKeyId;
import chat.sotto.mls.wire.Welcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Getting into groups that others made. */
final class Joining {
  private Joining() {}

  /** What a joiner knows besides the welcome. */
  record Known(
      PreSharedKeys preSharedKeys, Links.OldGroups oldGroups, Optional<NodeList> separateTree) {
    static Known of(Client client, Optional<NodeList> tree) {
      return new Known(client.settings().preSharedKeys(), Links.OldGroups.NONE, tree);
    }
  }

  static Group byWelcome(Client client, OwnKeyPackage keyPackage, Welcome welcome, Known known) {
    if (!keyPackage.keyPackage().leafNode().signatureKey().equals(client.signer().publicKey())) {
      throw new MisuseException("this key package is of another client");
    }
    Joined.Own own = keyPackage.forJoining();
    boolean joined = false;
    try {
      GroupState state =
          Joined.join(
              client.settings().of(client.crypto()),
              client.identity(),
              known.preSharedKeys(),
              new Joined.Request(own, welcome, known.separateTree(), known.oldGroups()));
      joined = true;
      keyPackage.used();
      return new Group(state, client.settings());
    } finally {
      if (!joined) {
        own.leafKeys().erase();
      }
    }
  }

  static PendingJoin externally(
      Client client, GroupInfo info, Optional<NodeList> tree, Bytes... preSharedKeys) {
    MlsCrypto crypto = client.crypto();
    List<PreSharedKeyId> psks = new ArrayList<>();
    for (Bytes name : preSharedKeys) {
      psks.add(new PreSharedKeyId.External(name, crypto.randomBytes(crypto.hashLength())));
    }
    ExternalJoin join =
        ExternalJoin.make(
            client.settings().of(crypto),
            client.identity(),
            client.settings().preSharedKeys(),
            new ExternalJoin.Request(info, tree, members -> formerSelf(client, members), psks));
    return new PendingJoin(client.settings(), join.next(), join.commit());
  }

  private static Optional<LeafIndex> formerSelf(Client client, RatchetTree tree) {
    LeafNode self = client.asLeaf();
    return Member.of(tree).stream()
        .filter(
            member ->
                member.signatureKey().equals(self.signatureKey())
                    || client.settings().credentials().sameClient(member.leaf(), self))
        .map(Member::index)
        .findFirst();
  }
}
