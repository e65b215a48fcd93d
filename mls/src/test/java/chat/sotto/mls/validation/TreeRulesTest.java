package chat.sotto.mls.validation;

import static chat.sotto.mls.fixture.Refusals.rejected;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.HpkePublicKey;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.fixture.Grove;
import chat.sotto.mls.fixture.Leaves;
import chat.sotto.mls.fixture.Person;
import chat.sotto.mls.fixture.Policy;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.wire.Credential;
import chat.sotto.mls.wire.CredentialType;
import chat.sotto.mls.wire.Extension;
import chat.sotto.mls.wire.ExtensionType;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.KeyPackage;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.LeafSet;
import chat.sotto.mls.wire.NodeList;
import chat.sotto.mls.wire.ParentNode;
import chat.sotto.mls.wire.ProtocolVersion;
import chat.sotto.mls.wire.TreeNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TreeRulesTest {
  private static final MlsCrypto CRYPTO = MlsCrypto.of(CipherSuite.X25519_AES128GCM_SHA256_ED25519);
  private static final ValidationPolicy POLICY = Policy.OPEN.validation();

  private final Grove grove = new Grove(CRYPTO, 3);
  private final Person extra = new Person(CRYPTO, "extra");

  private void joined(RatchetTree tree) {
    TreeRules.checkJoined(CRYPTO, POLICY, grove.context(tree), tree);
  }

  private RatchetTree with(int place, TreeNode node) {
    List<Optional<TreeNode>> nodes = new ArrayList<>(grove.tree().toNodeList().nodes());
    nodes.set(place, Optional.of(node));
    return RatchetTree.of(CRYPTO, new NodeList(nodes));
  }

  private ParentNode parent(int place) {
    return (ParentNode) grove.tree().toNodeList().nodes().get(place).orElseThrow();
  }

  @Test
  void checkJoined_treesOfMembers_areAccepted() {
    joined(grove.tree());
    grove.commit(0);
    grove.commit(2);
    joined(grove.tree());
    joined(grove.tree().add(extra.keyPackage().leafNode()).tree());
  }

  @Test
  void checkJoined_otherTreeThanTheContextTells_isTreeHash() {
    GroupContext context = grove.context(grove.tree());
    RatchetTree other = grove.tree().add(extra.keyPackage().leafNode()).tree();
    rejected(Check.TREE_HASH, () -> TreeRules.checkJoined(CRYPTO, POLICY, context, other));
  }

  @Test
  void checkJoined_unmergedLeafBlankOutsideOrNotAllTheWayUp_isTreeUnmerged() {
    grove.commit(0);
    ParentNode root = parent(3);
    ParentNode low = parent(1);
    for (int wrong : new int[] {3, 4, -1}) {
      rejected(
          Check.TREE_UNMERGED, () -> joined(with(3, root.withUnmergedLeaves(LeafSet.of(wrong)))));
    }
    rejected(Check.TREE_UNMERGED, () -> joined(with(1, low.withUnmergedLeaves(LeafSet.of(2)))));
    rejected(Check.TREE_UNMERGED, () -> joined(with(3, root.withUnmergedLeaves(LeafSet.of(1)))));
  }

  @Test
  void checkJoined_parentWithTheKeyOfALeaf_isTreeParentKeyUnique() {
    // Member 0 commits a path in which the root gets the key of member 2.
    LeafNode two = grove.tree().getLeaf(new LeafIndex(2));
    Person zero = grove.person(0);
    grove.commit(0);
    ParentNode root = new ParentNode(two.encryptionKey(), Bytes.EMPTY, LeafSet.EMPTY);
    RatchetTree forged = Forged.withRoot(grove, zero, root);
    rejected(Check.TREE_PARENT_KEY_UNIQUE, () -> joined(forged));
  }

  @Test
  void checkJoined_parentThatNobodySet_isTreeParentHash() {
    grove.commit(0);
    ParentNode root = parent(3);
    rejected(
        Check.TREE_PARENT_HASH,
        () ->
            joined(
                with(
                    3,
                    new ParentNode(
                        CRYPTO.generateKeyPair().publicKey(),
                        root.parentHash(),
                        root.unmergedLeaves()))));
  }

  @Test
  void checkJoined_leafThatIsInvalid_isItsCheck() {
    LeafNode leaf = grove.tree().getLeaf(new LeafIndex(1));
    rejected(
        Check.LEAF_SIGNATURE,
        () -> joined(grove.tree().update(new LeafIndex(1), leaf.withSignature(Bytes.EMPTY))));
  }

  @Test
  void checkMembers_keyTwice_isUniqueness() {
    LeafNode again = grove.tree().getLeaf(new LeafIndex(1));
    rejected(
        Check.LEAF_SIGNATURE_KEY_UNIQUE,
        () -> TreeRules.checkMembers(grove.tree().add(again).tree()));
    LeafNode borrowed = Leaves.with(extra.keyPackage().leafNode(), again.encryptionKey());
    rejected(
        Check.LEAF_ENCRYPTION_KEY_UNIQUE,
        () -> TreeRules.checkMembers(grove.tree().add(borrowed).tree()));
    TreeRules.checkMembers(grove.tree().add(extra.keyPackage().leafNode()).tree());
  }

  @Test
  void checkMembers_leafOrParentWithTheKeyOfAParent_isTreeParentKeyUnique() {
    grove.commit(0);
    LeafNode leaf = extra.keyPackage().leafNode();
    for (int place : new int[] {1, 3}) {
      LeafNode copying = Leaves.with(leaf, parent(place).encryptionKey());
      rejected(
          Check.TREE_PARENT_KEY_UNIQUE,
          () -> TreeRules.checkMembers(grove.tree().add(copying).tree()));
    }
    rejected(Check.TREE_PARENT_KEY_UNIQUE, () -> TreeRules.checkMembers(with(1, parent(3))));
    TreeRules.checkMembers(grove.tree());
  }

  @Test
  void checkJoined_parentWithAKeyThatIsNone_isTreeKemKeys() {
    Person zero = grove.person(0);
    grove.commit(0);
    for (int length : new int[] {31, 32}) {
      HpkePublicKey none = new HpkePublicKey(Bytes.owning(new byte[length]));
      RatchetTree forged =
          Forged.withRoot(grove, zero, new ParentNode(none, Bytes.EMPTY, LeafSet.EMPTY));
      rejected(Check.TREE_KEM_KEYS, () -> joined(forged));
    }
  }

  @Test
  void checkMembers_credentialThatOthersDoNotKnow_isLeafCredentialTypes() {
    CredentialType custom = new CredentialType(0xf001);
    LeafNode leaf = extra.keyPackage().leafNode();
    LeafNode known =
        Leaves.with(
            leaf, Leaves.withCredentials(leaf.capabilities(), CredentialType.BASIC, custom));
    TreeRules.checkMembers(grove.tree().add(known).tree());
    rejected(
        Check.LEAF_CREDENTIAL_TYPES,
        () ->
            TreeRules.checkMembers(
                grove
                    .tree()
                    .add(Leaves.with(known, new Credential.Custom(custom, Bytes.EMPTY)))
                    .tree()));
    LeafNode narrow = Leaves.with(leaf, Leaves.withCredentials(leaf.capabilities(), custom));
    rejected(
        Check.LEAF_CREDENTIAL_TYPES, () -> TreeRules.checkMembers(grove.tree().add(narrow).tree()));
  }

  @Test
  void checkSupport_extensionThatAMemberLacks_isLeafGroupExtensions() {
    GroupContext context = grove.context(grove.tree());
    TreeRules.checkSupport(CRYPTO, POLICY, context, grove.tree());
    GroupContext extended =
        new GroupContext(
            context.version(),
            context.cipherSuite(),
            context.group(),
            context.epoch(),
            context.treeHash(),
            context.confirmedTranscriptHash(),
            Extensions.of(new Extension(new ExtensionType(0xf001), Bytes.EMPTY)));
    rejected(
        Check.LEAF_GROUP_EXTENSIONS,
        () -> TreeRules.checkSupport(CRYPTO, POLICY, extended, grove.tree()));
  }

  @Test
  void keyPackage_ofAnotherVersionOrSuite_isKeyPackageSuite() {
    KeyPackage good = extra.keyPackage();
    GroupContext context = grove.context(grove.tree());
    KeyPackageRules.check(CRYPTO, POLICY, context, good);
    KeyPackage other =
        new KeyPackage(
            new ProtocolVersion(2),
            good.cipherSuite(),
            good.initKey(),
            good.leafNode(),
            good.extensions(),
            good.signature());
    rejected(
        Check.KEY_PACKAGE_SUITE,
        () -> KeyPackageRules.check(CRYPTO, POLICY, context, extra.sign(other)));
  }

  @Test
  void keyPackage_signedByNobody_isKeyPackageSignature() {
    GroupContext context = grove.context(grove.tree());
    KeyPackage unsigned = extra.keyPackage().withSignature(Bytes.EMPTY);
    rejected(
        Check.KEY_PACKAGE_SIGNATURE,
        () -> KeyPackageRules.check(CRYPTO, POLICY, context, unsigned));
  }

  @Test
  void keyPackage_extensionNotListed_isKeyPackageExtensions() {
    GroupContext context = grove.context(grove.tree());
    ExtensionType custom = new ExtensionType(0xf001);
    KeyPackage good = extra.keyPackage();
    LeafNode supporting =
        extra.sign(
            Leaves.with(
                good.leafNode(), Leaves.withExtensions(good.leafNode().capabilities(), custom)));
    Extensions extensions = Extensions.of(new Extension(custom, Bytes.EMPTY));
    rejected(
        Check.KEY_PACKAGE_EXTENSIONS,
        () ->
            KeyPackageRules.check(
                CRYPTO, POLICY, context, extended(good, good.leafNode(), extensions)));
    KeyPackageRules.check(CRYPTO, POLICY, context, extended(good, supporting, extensions));
  }

  private KeyPackage extended(KeyPackage good, LeafNode leaf, Extensions extensions) {
    return extra.sign(
        new KeyPackage(
            good.version(),
            good.cipherSuite(),
            good.initKey(),
            leaf,
            extensions,
            good.signature()));
  }

  @Test
  void keyPackage_oneKeyForBoth_isKeyPackageInitKey() {
    GroupContext context = grove.context(grove.tree());
    KeyPackage good = extra.keyPackage();
    KeyPackage same =
        new KeyPackage(
            good.version(),
            good.cipherSuite(),
            good.leafNode().encryptionKey(),
            good.leafNode(),
            good.extensions(),
            good.signature());
    rejected(
        Check.KEY_PACKAGE_INIT_KEY,
        () -> KeyPackageRules.check(CRYPTO, POLICY, context, extra.sign(same)));
  }
}
