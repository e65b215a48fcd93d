package chat.sotto.mls;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.fixture.WithConscrypt;
import chat.sotto.mls.fuzz.Mutations;
import chat.sotto.mls.fuzz.Tolerance;
import chat.sotto.mls.schedule.KeySchedule;
import chat.sotto.mls.schedule.Psk;
import chat.sotto.mls.schedule.Welcomes;
import chat.sotto.mls.wire.GroupInfo;
import chat.sotto.mls.wire.GroupSecrets;
import chat.sotto.mls.wire.MlsMessage;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.Welcome;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody who is invited by anybody, with anything. */
@WithConscrypt
class JoinFuzzTest {
  private static final int ROUNDS = 500;

  private static final Stage STAGE = new Stage();
  private static final Client FRANK = STAGE.client("frank");
  private static final OwnKeyPackage KEY_PACKAGE = FRANK.keyPackage();
  private static final Secret STORED = KEY_PACKAGE.serialize();
  private static final Welcome WELCOME =
      STAGE
          .member("alice")
          .commit(Changes.of(new Proposal.Add(KEY_PACKAGE.keyPackage())).takingIn(List.of()))
          .welcome()
          .orElseThrow();
  private static final List<byte[]> WELCOMES = List.of(Stage.bytes(WELCOME.asMessage()));
  private static final List<byte[]> INVITATIONS = invitations();

  private static List<byte[]> invitations() {
    MlsCrypto crypto = MlsCrypto.of(Stage.SUITE);
    GroupSecrets secrets =
        Welcomes.openGroupSecrets(
            crypto,
            KEY_PACKAGE.forJoining().initKeys(),
            WELCOME,
            WELCOME.secrets().get(0).encrypted());
    Secret none = Psk.combine(crypto, List.of());
    GroupInfo info =
        Welcomes.openGroupInfo(
            crypto,
            KeySchedule.welcomeSecret(crypto, secrets.joinerSecret(), none),
            WELCOME.encryptedGroupInfo());
    GroupInfo external = STAGE.member("alice").groupInfo();
    List<byte[]> seeds = new ArrayList<>();
    for (int mended = 0; mended < 8; mended++) {
      seeds.add(new Invitation(mended, info, secrets).encode());
      seeds.add(new Invitation(mended, external, secrets).encode());
    }
    return seeds;
  }

  static Stream<byte[]> welcomes() {
    return WELCOMES.stream();
  }

  static Stream<byte[]> invitationSeeds() {
    return INVITATIONS.stream();
  }

  @MethodSource("welcomes")
  @FuzzTest
  void join_anyBytes_isRefusedOrAMember(byte[] bytes) {
    tryTo(
        bytes.length,
        () ->
            MlsMessage.decode(Bytes.copyOf(bytes)).body() instanceof Welcome welcome
                ? Optional.of(join(welcome))
                : Optional.empty());
  }

  @MethodSource("invitationSeeds")
  @FuzzTest
  void join_anyInvitationOfInsider_isRefusedOrAMember(byte[] bytes) {
    join(bytes);
  }

  @MethodSource("invitationSeeds")
  @FuzzTest
  void joinExternally_anyGroupInfoOfInsider_isRefusedOrAMember(byte[] bytes) {
    joinExternally(bytes);
  }

  @Test
  void join_itsOwnSeeds_makesMembers() {
    assertThat(INVITATIONS).filteredOn(JoinFuzzTest::join).isNotEmpty();
    assertThat(INVITATIONS).filteredOn(JoinFuzzTest::joinExternally).isNotEmpty();
  }

  @Test
  void join_mutatedWelcomes_areRefusedOrMembers() {
    Mutations mutations = new Mutations(1);
    for (int i = 0; i < ROUNDS; i++) {
      join_anyBytes_isRefusedOrAMember(mutations.of(WELCOMES));
    }
  }

  @Test
  void join_mutatedInvitationsOfInsider_areRefusedOrMembers() {
    Mutations mutations = new Mutations(2);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] invitation = mutations.of(INVITATIONS);
      join(invitation);
      joinExternally(invitation);
    }
  }

  private static boolean join(byte[] bytes) {
    return Invitation.read(Bytes.copyOf(bytes))
        .map(given -> given.mend(STAGE).welcome(KEY_PACKAGE.keyPackage()))
        .filter(
            welcome ->
                tryTo(
                    bytes.length,
                    () -> Optional.of(join((Welcome) Room.travelled(welcome.asMessage()).body()))))
        .isPresent();
  }

  private static Group join(Welcome welcome) {
    return Group.join(FRANK, OwnKeyPackage.restore(STORED), welcome);
  }

  private static boolean joinExternally(byte[] bytes) {
    return Invitation.read(Bytes.copyOf(bytes))
        .map(given -> given.mend(STAGE).info())
        .filter(
            info ->
                tryTo(bytes.length, () -> Optional.of(Group.joinExternally(FRANK, info).merge())))
        .isPresent();
  }

  /** Whether it was refused or not; a member must be able to go on, and nothing is tolerated. */
  private static boolean tryTo(int inputLength, Supplier<Optional<Group>> join) {
    AtomicReference<Group> joined = new AtomicReference<>();
    boolean taken = Tolerance.step(inputLength, () -> join.get().ifPresent(joined::set));
    Group group = joined.get();
    if (group != null) {
      assertThat(group.members()).contains(group.self());
      group.export("label", Bytes.EMPTY, 32);
      assertThat(Group.restore(group.serialize(), FRANK.settings()).epoch())
          .isEqualTo(group.epoch());
      group.commit();
    }
    return taken;
  }
}
