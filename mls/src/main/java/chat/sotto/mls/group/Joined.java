package chat.sotto.mls.group;

import chat.sotto.mls.crypto.HpkeKeyPair;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.port.PreSharedKeys;
import chat.sotto.mls.schedule.KeySchedule;
import chat.sotto.mls.schedule.Psk;
import chat.sotto.mls.schedule.Welcomes;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.tree.TreeKeys;
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
  private final GroupState.Settings settings;
  private final MlsCrypto crypto;
  private final Identity identity;
  private final PreSharedKeys preSharedKeys;
  private final Request request;

  /** A key package of one's own with its private keys. */
  public record Own(KeyPackage keyPackage, HpkeKeyPair initKeys, HpkeKeyPair leafKeys) {}

  /**
   * What is joined.
   *
   * @param own what one was added with; its keys are the caller's to overwrite if joining fails
   * @param welcome what was made for it
   * @param separateTree the tree of the group, if that is not in the welcome
   * @param oldGroups those that the group may be linked to
   */
  public record Request(
      Own own, Welcome welcome, Optional<NodeList> separateTree, Links.OldGroups oldGroups) {}

  Joined(
      GroupState.Settings settings,
      Identity identity,
      PreSharedKeys preSharedKeys,
      Request request) {
    this.settings = settings;
    this.crypto = settings.crypto();
    this.identity = identity;
    this.preSharedKeys = preSharedKeys;
    this.request = request;
  }

  /** Joins. */
  public static GroupState join(
      GroupState.Settings settings,
      Identity identity,
      PreSharedKeys preSharedKeys,
      Request request) {
    Joined joined = new Joined(settings, identity, preSharedKeys, request);
    return joined.join(joined.openSecrets());
  }

  private GroupSecrets openSecrets() {
    Own own = request.own();
    Welcome welcome = request.welcome();
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
    return Welcomes.openGroupSecrets(crypto, own.initKeys(), welcome, forMe.encrypted());
  }

  /** Joins with these secrets, which are overwritten whatever comes of it. */
  GroupState join(GroupSecrets secrets) {
    try {
      Optional<PreSharedKeyId.Resumption> link = Links.find(secrets.psks());
      if (!request.oldGroups().expect(link)) {
        throw new RejectedException(Check.LINK_EXPECTED);
      }
      Secret psk = Psk.combine(crypto, NextEpoch.find(preSharedKeys, secrets.psks()));
      try {
        GroupInfo info = openInfo(secrets.joinerSecret(), psk);
        RatchetTree tree = checkedTree(info, link);
        TreeKeys keys = keys(info, tree, secrets.pathSecret());
        return enter(info, tree, keys, secrets.joinerSecret(), psk);
      } finally {
        psk.erase();
      }
    } finally {
      secrets.erase();
    }
  }

  private GroupInfo openInfo(Secret joinerSecret, Secret psk) {
    Welcome welcome = request.welcome();
    Secret welcomeSecret = KeySchedule.welcomeSecret(crypto, joinerSecret, psk);
    GroupInfo info;
    try {
      info = Welcomes.openGroupInfo(crypto, welcomeSecret, welcome.encryptedGroupInfo());
    } finally {
      welcomeSecret.erase();
    }
    if (!info.context().cipherSuite().equals(welcome.cipherSuite())
        || !info.context().version().equals(request.own().keyPackage().version())) {
      throw new RejectedException(Check.WELCOME_SUITE);
    }
    return info;
  }

  private RatchetTree checkedTree(GroupInfo info, Optional<PreSharedKeyId.Resumption> link) {
    RatchetTree tree = GroupInfos.checkedTree(settings, info, request.separateTree());
    link.ifPresent(
        id ->
            Links.check(
                settings.policy().credentials(), id, request.oldGroups(), info.context(), tree));
    return tree;
  }

  private TreeKeys keys(GroupInfo info, RatchetTree tree, Optional<Secret> pathSecret) {
    LeafIndex self = find(tree, request.own().keyPackage().leafNode());
    TreeKeys keys = TreeKeys.of(self, request.own().leafKeys());
    return pathSecret.map(secret -> keys.joinedWith(tree, info.signer(), secret)).orElse(keys);
  }

  /** Enters the epoch; if its secrets are not the group's, all that was derived is overwritten. */
  GroupState enter(
      GroupInfo info, RatchetTree tree, TreeKeys keys, Secret joinerSecret, Secret psk) {
    boolean entered = false;
    try {
      GroupState state =
          enter(
              info,
              tree,
              keys,
              new NextEpoch(
                  info.context(),
                  joinerSecret,
                  psk,
                  KeySchedule.epochSecrets(crypto, joinerSecret, psk, info.context())));
      entered = true;
      return state;
    } finally {
      if (!entered) {
        eraseNew(keys);
      }
    }
  }

  private GroupState enter(GroupInfo info, RatchetTree tree, TreeKeys keys, NextEpoch epoch) {
    boolean entered = false;
    try {
      if (!epoch.confirmationTag(crypto).equalsConstantTime(info.confirmationTag())) {
        throw new RejectedException(Check.CONFIRMATION_TAG);
      }
      GroupState state =
          epoch.state(
              settings,
              identity,
              tree,
              keys,
              ResumptionPsks.none(info.context().group(), settings.resumptionKept()),
              List.of());
      entered = true;
      return state;
    } finally {
      if (!entered) {
        epoch.discard();
      }
    }
  }

  /** Overwrites the keys that a path secret gave; those of the key package are the caller's. */
  private void eraseNew(TreeKeys keys) {
    keys.asMap().values().stream()
        .filter(pair -> !pair.publicKey().equals(request.own().leafKeys().publicKey()))
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
