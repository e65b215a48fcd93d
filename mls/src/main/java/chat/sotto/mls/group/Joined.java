package chat.sotto.mls.group;

import chat.sotto.mls.crypto.HpkeKeyPair;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.port.PreSharedKeys;
import chat.sotto.mls.schedule.EpochSecrets;
import chat.sotto.mls.schedule.KeySchedule;
import chat.sotto.mls.schedule.Psk;
import chat.sotto.mls.schedule.Welcomes;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.tree.TreeKeys;
import chat.sotto.mls.validation.ProposalRules;
import chat.sotto.mls.validation.TreeRules;
import chat.sotto.mls.wire.GroupInfo;
import chat.sotto.mls.wire.GroupSecrets;
import chat.sotto.mls.wire.KeyPackage;
import chat.sotto.mls.wire.KeyPackageRef;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.NodeList;
import chat.sotto.mls.wire.PreSharedKeyId;
import chat.sotto.mls.wire.Welcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Joining by a welcome (RFC 9420 §12.4.3.1). */
public final class Joined {
  private Joined() {}

  /** A key package of one's own with its private keys. */
  public record Own(KeyPackage keyPackage, HpkeKeyPair initKeys, HpkeKeyPair leafKeys) {}

  /** Joins. */
  public static GroupState join(
      GroupState.Settings settings,
      Identity identity,
      PreSharedKeys preSharedKeys,
      Links.OldGroups oldGroups,
      Own own,
      Welcome welcome,
      Optional<NodeList> separateTree) {
    MlsCrypto crypto = settings.crypto();
    if (welcome.cipherSuite().value() != crypto.suite().id()
        || !own.keyPackage().cipherSuite().equals(welcome.cipherSuite())) {
      throw new RejectedException(Check.WELCOME_SUITE);
    }
    KeyPackageRef ref = own.keyPackage().ref(crypto);
    Welcome.EncryptedGroupSecrets forMe =
        welcome.secrets().stream()
            .filter(secrets -> secrets.newMember().equals(ref))
            .findFirst()
            .orElseThrow(() -> new RejectedException(Check.WELCOME_RECIPIENT));
    GroupSecrets secrets =
        Welcomes.openGroupSecrets(crypto, own.initKeys(), welcome, forMe.encrypted());
    try {
      Optional<PreSharedKeyId.Resumption> link = Links.find(secrets.psks());
      if (!oldGroups.expect(link)) {
        throw new RejectedException(Check.LINK_EXPECTED);
      }
      Secret psk = Psk.combine(crypto, NextEpoch.find(preSharedKeys, secrets.psks()));
      try {
        Secret welcomeSecret = KeySchedule.welcomeSecret(crypto, secrets.joinerSecret(), psk);
        GroupInfo info =
            Welcomes.openGroupInfo(crypto, welcomeSecret, welcome.encryptedGroupInfo());
        welcomeSecret.erase();
        if (!info.context().cipherSuite().equals(welcome.cipherSuite())
            || !info.context().version().equals(own.keyPackage().version())) {
          throw new RejectedException(Check.WELCOME_SUITE);
        }
        RatchetTree tree = GroupInfos.tree(crypto, info, separateTree);
        GroupInfos.checkSignature(crypto, info, tree);
        TreeRules.checkJoined(crypto, settings.policy(), info.context(), tree);
        ProposalRules.checkExternalSenders(settings.policy(), info.context().extensions());
        link.ifPresent(
            id ->
                Links.check(settings.policy().credentials(), id, oldGroups, info.context(), tree));
        LeafIndex self = find(tree, own.keyPackage().leafNode());
        TreeKeys keys = TreeKeys.of(self, own.leafKeys());
        if (secrets.pathSecret().isPresent()) {
          keys = keys.joinedWith(tree, info.signer(), secrets.pathSecret().get());
        }
        EpochSecrets epoch =
            KeySchedule.epochSecrets(crypto, secrets.joinerSecret(), psk, info.context());
        NextEpoch joined = new NextEpoch(info.context(), secrets.joinerSecret(), psk, epoch);
        if (!joined.confirmationTag(crypto).equalsConstantTime(info.confirmationTag())) {
          joined.discard();
          eraseNew(keys, own);
          throw new RejectedException(Check.CONFIRMATION_TAG);
        }
        return joined.state(
            settings,
            identity,
            tree,
            keys,
            ResumptionPsks.none(info.context().group(), settings.resumptionKept()),
            List.of());
      } finally {
        psk.erase();
      }
    } finally {
      secrets.erase();
    }
  }

  /** Overwrites the keys that a path secret gave; those of the key package are the caller's. */
  private static void eraseNew(TreeKeys keys, Own own) {
    keys.asMap().values().stream()
        .filter(pair -> !pair.publicKey().equals(own.leafKeys().publicKey()))
        .forEach(HpkeKeyPair::erase);
  }

  private static LeafIndex find(RatchetTree tree, LeafNode leaf) {
    List<LeafIndex> found = new ArrayList<>(1);
    tree.forEachMember(
        (index, member) -> {
          if (member.equals(leaf)) {
            found.add(index);
          }
        });
    if (found.isEmpty()) {
      throw new RejectedException(Check.WELCOME_LEAF);
    }
    return found.get(0);
  }
}
