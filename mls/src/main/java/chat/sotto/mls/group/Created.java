package chat.sotto.mls.group;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.schedule.EpochSecrets;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.tree.TreeKeys;
import chat.sotto.mls.validation.KeyPackageRules;
import chat.sotto.mls.validation.LeafRules;
import chat.sotto.mls.validation.ProposalRules;
import chat.sotto.mls.wire.CipherSuiteId;
import chat.sotto.mls.wire.Epoch;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.GroupId;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.ProtocolVersion;
import java.util.List;

/** A group of one (RFC 9420 §11). */
public final class Created {
  private Created() {}

  /** Creates it. */
  public static GroupState create(
      GroupState.Settings settings,
      Identity identity,
      Joined.Own own,
      GroupId group,
      Extensions extensions) {
    MlsCrypto crypto = settings.crypto();
    RatchetTree tree = RatchetTree.of(crypto, own.keyPackage().leafNode());
    GroupContext context =
        new GroupContext(
            ProtocolVersion.MLS10,
            CipherSuiteId.of(crypto.suite()),
            group,
            Epoch.ZERO,
            tree.treeHash(),
            Bytes.EMPTY,
            extensions);
    KeyPackageRules.check(crypto, settings.policy(), context, own.keyPackage());
    LeafRules.checkCurrent(settings.policy(), own.keyPackage().leafNode());
    ProposalRules.checkExternalSenders(settings.policy(), extensions);
    Secret epochSecret = crypto.randomSecret();
    EpochSecrets secrets = EpochSecrets.of(crypto, epochSecret);
    epochSecret.erase();
    NextEpoch first = new NextEpoch(context, crypto.zeroSecret(), crypto.zeroSecret(), secrets);
    return first.state(
        settings,
        identity,
        tree,
        TreeKeys.of(new LeafIndex(0), own.leafKeys()),
        ResumptionPsks.none(group, settings.resumptionKept()),
        List.of());
  }
}
