package chat.sotto.mls.group;

import static chat.sotto.mls.fixture.Refusals.rejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.HpkeKeyPair;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Operation;
import chat.sotto.mls.crypto.OperationListener;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.error.UnavailableException;
import chat.sotto.mls.fixture.Faults;
import chat.sotto.mls.fixture.Policy;
import chat.sotto.mls.port.PreSharedKeys;
import chat.sotto.mls.schedule.Welcomes;
import chat.sotto.mls.tree.NewPath;
import chat.sotto.mls.tree.TreeKeys;
import chat.sotto.mls.wire.GroupInfo;
import chat.sotto.mls.wire.GroupSecrets;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.PreSharedKeyId;
import chat.sotto.mls.wire.PrivateMessage;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.Welcome;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A step that breaks off, wherever that is, leaves no secret of what it made. */
class GivenUpTest {
  private static final CipherSuite SUITE = CipherSuite.X25519_AES128GCM_SHA256_ED25519;
  private static final LeafIndex ALICE = new LeafIndex(0);

  private final Faults faults = new Faults();
  private final MlsCrypto crypto = MlsCrypto.observed(SUITE, faults);

  private static Scene scene(MlsCrypto crypto) {
    Scene scene = new Scene(crypto, Outgoing.Form.PRIVATE);
    scene.commit("alice", true, List.of(), scene.add("bob"));
    return scene;
  }

  private static Scene watched(OperationListener listener) {
    return scene(MlsCrypto.observed(SUITE, listener));
  }

  private static PreSharedKeyId unknown(Scene scene) {
    MlsCrypto crypto = scene.settings.crypto();
    return new PreSharedKeyId.External(Bytes.EMPTY, crypto.randomBytes(crypto.hashLength()));
  }

  private static void notHere(Runnable step) {
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(step::run)
        .satisfies(e -> assertThat(e.what()).isEqualTo(UnavailableException.What.PRE_SHARED_KEY));
  }

  private static void overwritten(NewPath path) {
    assertThat(path.commitSecret().isErased()).isTrue();
    assertThat(path.keys().asMap().values())
        .extracting(HpkeKeyPair::privateKey)
        .allMatch(key -> key.isErased());
    assertThatExceptionOfType(MisuseException.class).isThrownBy(() -> path.pathSecretFor(ALICE));
  }

  /**
   * Lets a step break off in each of its operations in turn, until it gets through.
   *
   * @param made what is secret, made anew for each time
   * @param leftBehind what is to hold of that when the step broke off
   */
  private <T> T brokenOffAnywhere(Supplier<T> made, Consumer<T> step, Consumer<T> leftBehind) {
    for (int operation = 0; ; operation++) {
      T secrets = made.get();
      faults.failAt(operation);
      try {
        step.accept(secrets);
        assertThat(operation).isGreaterThan(3);
        return secrets;
      } catch (Faults.Fault e) {
        leftBehind.accept(secrets);
      } finally {
        faults.none();
      }
    }
  }

  // Pre-shared keys that are not here.

  @Test
  void stepsWithPreSharedKeys_thatAreNotHere_makeNothingSecret() {
    Set<Operation> performed = EnumSet.noneOf(Operation.class);
    Scene scene = watched(performed::add);
    GroupInfo info = GroupInfos.make(scene.state("alice"), true);
    PreSharedKeyId id = unknown(scene);
    Identity carol = scene.identity("carol");
    performed.clear();
    notHere(
        () ->
            ExternalJoin.make(
                scene.settings,
                carol,
                PreSharedKeys.NONE,
                new ExternalJoin.Request(
                    info, Optional.empty(), tree -> Optional.empty(), List.of(id))));
    notHere(() -> scene.make("alice", true, List.of(), new Proposal.PreSharedKey(id)));
    assertThat(performed)
        .contains(Operation.VERIFY)
        .doesNotContain(Operation.HPKE_SEAL, Operation.DERIVE_KEY_PAIR, Operation.SIGN);
  }

  // External commits.

  private ExternalPlan plan(Scene scene) {
    return ExternalPlan.of(
        scene.settings,
        scene.identity("carol"),
        PreSharedKeys.NONE,
        new ExternalJoin.Request(
            GroupInfos.make(scene.state("alice"), true),
            Optional.empty(),
            tree -> Optional.empty(),
            List.of()));
  }

  private static void overwritten(ExternalSecrets secrets) {
    assertThat(secrets.init().initSecret().isErased()).isTrue();
    overwritten(secrets.path());
  }

  @Test
  void externalCommit_thatACheckRefuses_isOverwritten() {
    ExternalPlan plan = plan(scene(crypto));
    Policy refusing = new Policy(false, true, false, true);
    ExternalPlan refused =
        new ExternalPlan(
            new GroupState.Settings(crypto, refusing.validation(), plan.settings().limits(), 8),
            plan.identity(),
            plan.info(),
            plan.before(),
            plan.replaced(),
            plan.room(),
            plan.externalKey(),
            plan.psks());
    ExternalSecrets secrets = ExternalSecrets.generate(refused);
    rejected(Check.LEAF_CREDENTIAL, () -> ExternalJoin.make(refused, secrets));
    overwritten(secrets);
  }

  @Test
  void externalCommit_failingAnywhere_isOverwritten() {
    ExternalPlan plan = plan(scene(crypto));
    ExternalSecrets last =
        brokenOffAnywhere(
            () -> ExternalSecrets.generate(plan),
            secrets -> ExternalJoin.make(plan, secrets),
            GivenUpTest::overwritten);
    assertThat(last.init().initSecret().isErased()).isTrue();
    assertThat(last.path().commitSecret().isErased()).isTrue();
    assertThat(last.path().keys().leafKeys().privateKey().isErased()).isFalse();
  }

  // Commits.

  @Test
  void commit_failingAnywhere_isOverwrittenAndUsesNoKeyUp() {
    Scene scene = scene(crypto);
    GroupState alice = scene.state("alice");
    OwnCommit.Request request = new OwnCommit.Request(List.of(), List.of(scene.add("carol")), true);
    List<OwnCommit> made = new ArrayList<>();
    // The old state is the same one each time: a sending key that was used up would be missed.
    OwnCommit.Plan last =
        brokenOffAnywhere(
            () -> OwnCommit.Plan.of(alice, PreSharedKeys.NONE, request),
            plan -> made.add(OwnCommit.make(alice, Outgoing.Form.PRIVATE, request, plan)),
            plan -> overwritten(plan.path().orElseThrow()));
    NewPath path = last.path().orElseThrow();
    assertThat(path.commitSecret().isErased()).isTrue();
    assertThat(path.keys().leafKeys().privateKey().isErased()).isFalse();
    scene.follow("bob", made.get(0).commit());
    scene.members.put("alice", made.get(0).next());
    scene.agree();
  }

  @Test
  void commitOfAnother_failingAnywhere_leavesTheOldStateAsItWas() {
    Scene scene = scene(crypto);
    Incoming incoming =
        Incoming.open(
            scene.state("bob"),
            (PrivateMessage) scene.make("alice", true, List.of()).commit().body());
    GroupState next =
        brokenOffAnywhere(
            () -> scene.state("bob"),
            bob -> Committed.process(bob, PreSharedKeys.NONE, incoming.content()),
            bob -> {
              assertThat(bob.secrets().initSecret().isErased()).isFalse();
              assertThat(bob.keys().asMap().values())
                  .extracting(HpkeKeyPair::privateKey)
                  .noneMatch(key -> key.isErased());
            });
    assertThat(next.keys().asMap()).isNotEmpty();
  }

  // Welcomes.

  private static Joined joined(Scene scene, Welcome welcome) {
    return new Joined(
        scene.settings,
        scene.identity("carol"),
        PreSharedKeys.NONE,
        new Joined.Request(scene.own("carol"), welcome, Optional.empty(), Links.OldGroups.NONE));
  }

  private static GroupSecrets opened(Scene scene, Welcome welcome) {
    return Welcomes.openGroupSecrets(
        scene.settings.crypto(),
        scene.own("carol").initKeys(),
        welcome,
        welcome.secrets().get(0).encrypted());
  }

  @Test
  void join_failingAnywhere_overwritesWhatTheWelcomeTold() {
    Scene scene = scene(crypto);
    Welcome welcome =
        scene.make("alice", true, List.of(), scene.add("carol")).welcome().orElseThrow();
    Consumer<GroupSecrets> overwritten =
        secrets -> {
          assertThat(secrets.joinerSecret().isErased()).isTrue();
          assertThat(secrets.pathSecret().orElseThrow().isErased()).isTrue();
        };
    overwritten.accept(
        brokenOffAnywhere(
            () -> opened(scene, welcome),
            secrets -> joined(scene, welcome).join(secrets),
            overwritten));
    // Those of the key package are the caller's.
    assertThat(scene.own("carol").leafKeys().privateKey().isErased()).isFalse();
  }

  @Test
  void join_otherSecretsThanTheGroups_overwritesTheKeysOfThePath() {
    Scene scene = scene(crypto);
    OwnCommit made = scene.make("alice", true, List.of(), scene.add("carol"));
    Welcome welcome = made.welcome().orElseThrow();
    GroupInfo info = GroupInfos.make(made.next(), true);
    TreeKeys keys =
        TreeKeys.of(new LeafIndex(2), scene.own("carol").leafKeys())
            .joinedWith(
                made.next().tree(), ALICE, opened(scene, welcome).pathSecret().orElseThrow());
    assertThat(keys.asMap()).hasSize(2);
    Secret joiner = crypto.randomSecret();
    Secret psk = crypto.zeroSecret();
    rejected(
        Check.CONFIRMATION_TAG,
        () -> joined(scene, welcome).enter(info, made.next().tree(), keys, joiner, psk));
    assertThat(keys.leafKeys().privateKey().isErased()).isFalse();
    assertThat(keys.asMap().values())
        .filteredOn(pair -> !pair.publicKey().equals(keys.leafKeys().publicKey()))
        .extracting(HpkeKeyPair::privateKey)
        .allMatch(key -> key.isErased());
    assertThat(joiner.isErased()).isTrue();
  }
}
