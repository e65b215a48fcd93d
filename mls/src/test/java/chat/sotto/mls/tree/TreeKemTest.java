package chat.sotto.mls.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.HpkeCiphertext;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Operation;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.error.UnavailableException;
import chat.sotto.mls.fixture.Faults;
import chat.sotto.mls.fixture.Grove;
import chat.sotto.mls.fixture.HeldKeys;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNodeSource;
import chat.sotto.mls.wire.LeafSet;
import chat.sotto.mls.wire.UpdatePath;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TreeKemTest {
  private static final MlsCrypto CRYPTO = MlsCrypto.of(CipherSuite.X25519_AES128GCM_SHA256_ED25519);
  private static final LeafIndex SENDER = new LeafIndex(1);

  private final Grove grove = new Grove(CRYPTO, 5);
  private final NewPath made = grove.path(1);
  private final UpdatePath update = grove.encrypted(made);

  private static void rejected(Check check, Runnable step) {
    assertThatExceptionOfType(RejectedException.class)
        .isThrownBy(step::run)
        .satisfies(e -> assertThat(e.check()).isEqualTo(check));
  }

  private ReceivedPath merge(UpdatePath path) {
    return ReceivedPath.merge(grove.tree(), SENDER, path, LeafSet.EMPTY);
  }

  private UpdatePath withNode(int place, UpdatePath.Node node) {
    List<UpdatePath.Node> nodes = new ArrayList<>(update.nodes());
    nodes.set(place, node);
    return new UpdatePath(update.leafNode(), nodes);
  }

  @Test
  void open_eachReceiver_getsTheCommitSecret() {
    ReceivedPath received = merge(update);
    assertThat(received.tree().treeHash()).isEqualTo(made.tree().treeHash());
    for (int i = 0; i < 5; i++) {
      if (i != 1) {
        ReceivedPath.Opened opened =
            received.open(grove.keys(i), grove.context(received.tree()), LeafSet.EMPTY);
        assertThat(opened.commitSecret()).isEqualTo(made.commitSecret());
        assertThat(HeldKeys.fit(opened.keys(), received.tree())).isTrue();
      }
    }
  }

  @Test
  void commit_byEverybodyInTurn_staysConsistent() {
    for (int i = 0; i < 5; i++) {
      grove.commit(i);
      ParentHashes.verify(grove.tree());
    }
    grove.remove(2);
    grove.commit(4);
    ParentHashes.verify(grove.tree());
    for (int i : new int[] {0, 1, 3, 4}) {
      assertThat(HeldKeys.fit(grove.keys(i), grove.tree())).isTrue();
    }
  }

  @Test
  void merge_otherNumberOfNodes_isPathLength() {
    List<UpdatePath.Node> fewer = update.nodes().subList(0, update.nodes().size() - 1);
    rejected(Check.PATH_LENGTH, () -> merge(new UpdatePath(update.leafNode(), fewer)));
    List<UpdatePath.Node> more = new ArrayList<>(update.nodes());
    more.add(update.nodes().get(0));
    rejected(Check.PATH_LENGTH, () -> merge(new UpdatePath(update.leafNode(), more)));
  }

  @Test
  void merge_otherNumberOfCiphertexts_isPathRecipients() {
    UpdatePath.Node node = update.nodes().get(0);
    List<HpkeCiphertext> more = new ArrayList<>(node.encryptedPathSecret());
    more.add(more.get(0));
    rejected(
        Check.PATH_RECIPIENTS,
        () -> merge(withNode(0, new UpdatePath.Node(node.encryptionKey(), more))));
    rejected(
        Check.PATH_RECIPIENTS,
        () -> merge(withNode(0, new UpdatePath.Node(node.encryptionKey(), List.of()))));
  }

  @Test
  void merge_otherKeyThanTheLeafSigned_isPathParentHash() {
    UpdatePath.Node last = update.nodes().get(update.nodes().size() - 1);
    UpdatePath changed =
        withNode(
            update.nodes().size() - 1,
            new UpdatePath.Node(CRYPTO.generateKeyPair().publicKey(), last.encryptedPathSecret()));
    rejected(Check.PATH_PARENT_HASH, () -> merge(changed));
  }

  @Test
  void merge_leafOfAnotherSource_isPathParentHash() {
    UpdatePath changed =
        new UpdatePath(
            grove
                .person(1)
                .leafIn(
                    Grove.GROUP,
                    SENDER,
                    update.leafNode().encryptionKey(),
                    new LeafNodeSource.Update()),
            update.nodes());
    rejected(Check.PATH_PARENT_HASH, () -> merge(changed));
  }

  @Test
  void open_ciphertextOfAnotherContext_isPathSecret() {
    ReceivedPath received = merge(update);
    GroupContext other = grove.context(received.tree()).withTreeHash(Bytes.EMPTY);
    rejected(Check.PATH_SECRET, () -> received.open(grove.keys(0), other, LeafSet.EMPTY));
  }

  @Test
  void open_secretOfAnotherLength_isPathSecret() {
    GroupContext context = grove.context(made.tree());
    HpkeCiphertext shorter =
        CRYPTO.encryptWithLabel(
            grove.keys(0).leafKeys().publicKey(), NewPath.LABEL, context.encode(), new byte[31]);
    ReceivedPath received =
        merge(
            withNode(
                0, new UpdatePath.Node(update.nodes().get(0).encryptionKey(), List.of(shorter))));
    rejected(Check.PATH_SECRET, () -> received.open(grove.keys(0), context, LeafSet.EMPTY));
  }

  @Test
  void open_secretOfOtherKeys_isPathKeys() {
    GroupContext context = grove.context(made.tree());
    HpkeCiphertext other =
        CRYPTO.encryptWithLabel(
            grove.keys(0).leafKeys().publicKey(), NewPath.LABEL, context.encode(), new byte[32]);
    ReceivedPath received =
        merge(
            withNode(
                0, new UpdatePath.Node(update.nodes().get(0).encryptionKey(), List.of(other))));
    rejected(Check.PATH_KEYS, () -> received.open(grove.keys(0), context, LeafSet.EMPTY));
  }

  @Test
  void open_bySenderOrSomebodyJustAdded_isUnavailable() {
    ReceivedPath received = merge(update);
    GroupContext context = grove.context(received.tree());
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> received.open(grove.keys(1), context, LeafSet.EMPTY));
    RatchetTree.Added added = grove.tree().add(grove.person(0).keyPackage().leafNode());
    LeafSet newcomers = LeafSet.of(added.index().value());
    NewPath path =
        NewPath.generate(
            added.tree(),
            SENDER,
            (key, source) -> grove.person(1).leafIn(Grove.GROUP, SENDER, key, source));
    GroupContext after = grove.context(path.tree());
    ReceivedPath withAdded =
        ReceivedPath.merge(added.tree(), SENDER, path.encrypt(after, newcomers), newcomers);
    TreeKeys newcomer = TreeKeys.of(added.index(), CRYPTO.generateKeyPair());
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> withAdded.open(newcomer, after, newcomers));
    assertThat(
            newcomer
                .joinedWith(path.tree(), SENDER, path.pathSecretFor(added.index()).orElseThrow())
                .asMap())
        .hasSize(2);
    rejected(
        Check.PATH_KEYS, () -> newcomer.joinedWith(path.tree(), SENDER, CRYPTO.randomSecret()));
  }

  @Test
  void erasePathSecrets_afterTheWelcomes_leavesNone() {
    Secret copy = made.pathSecretFor(new LeafIndex(0)).orElseThrow();
    made.erasePathSecrets();
    assertThat(copy.isErased()).isFalse();
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(() -> made.pathSecretFor(new LeafIndex(0)));
  }

  @Test
  void generate_leafThatCannotBeMade_overwritesThePath() {
    Secret lowest = CRYPTO.randomSecret();
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(
            () ->
                NewPath.generate(
                    grove.tree(),
                    SENDER,
                    lowest,
                    (key, source) -> {
                      throw new MisuseException("no leaf");
                    }));
    assertThat(lowest.isErased()).isTrue();
  }

  @Test
  void generate_keysThatCannotBeDerived_overwritesThePath() {
    Faults faults = new Faults();
    Grove broken =
        new Grove(MlsCrypto.observed(CipherSuite.X25519_AES128GCM_SHA256_ED25519, faults), 8);
    for (int operation = 0; operation < 3; operation++) {
      Secret lowest = CRYPTO.randomSecret();
      faults.failAt(operation);
      assertThatExceptionOfType(Faults.Fault.class)
          .isThrownBy(
              () ->
                  NewPath.generate(
                      broken.tree(),
                      SENDER,
                      lowest,
                      (key, source) -> {
                        throw new AssertionError("a leaf comes later");
                      }));
      assertThat(lowest.isErased()).isTrue();
    }
    faults.none();
  }

  @Test
  void process_inAFilledTree_costsAPathAndNotATree() {
    Map<Operation, Integer> counts = new EnumMap<>(Operation.class);
    MlsCrypto counted =
        MlsCrypto.observed(
            CipherSuite.X25519_AES128GCM_SHA256_ED25519,
            operation -> counts.merge(operation, 1, Integer::sum));
    Grove filled = new Grove(counted, 64);
    for (int i = 0; i < 64; i += 2) {
      filled.commit(i);
    }
    NewPath path = filled.path(1);
    UpdatePath received = filled.encrypted(path);
    filled.tree().treeHash();
    counts.clear();
    ReceivedPath merged = ReceivedPath.merge(filled.tree(), SENDER, received, LeafSet.EMPTY);
    merged.open(filled.keys(40), filled.context(merged.tree()), LeafSet.EMPTY);
    // Depth 6: six parent hashes, seven tree hashes.
    assertThat(counts.get(Operation.HASH)).isLessThanOrEqualTo(13);
    assertThat(counts.get(Operation.HPKE_OPEN)).isEqualTo(1);
    assertThat(counts.get(Operation.DERIVE_KEY_PAIR)).isLessThanOrEqualTo(6);
    assertThat(counts).doesNotContainKey(Operation.HPKE_SEAL);
  }
}
