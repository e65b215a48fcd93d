package chat.sotto.client.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.client.group.Processed.Applied;
import chat.sotto.client.group.Processed.Change;
import chat.sotto.client.group.Processed.MustRejoin;
import chat.sotto.client.group.Processed.SkipReason;
import chat.sotto.client.group.Processed.Skipped;
import chat.sotto.client.identity.AccountKey;
import chat.sotto.client.identity.DeviceCredential;
import chat.sotto.client.identity.LocalDevice;
import chat.sotto.client.identity.TestDevices;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Epoch;
import chat.sotto.client.model.Generation;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.primitives.Secrets;
import com.google.crypto.tink.util.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InterimGroupTest {
  private final GroupTestBed bed = new GroupTestBed();
  private final GroupState before = bed.created.next();

  @Test
  void create_invitingBob_hasAnnaAndTheInvitation() {
    assertThat(before.epoch()).isEqualTo(new Epoch(0));
    assertThat(before.members()).extracting(GroupMember::user).containsExactly(bed.anna.user());
    assertThat(before.invitations()).extracting(Invitation::user).containsExactly(bed.bob.user());
    assertThat(bed.created.statement().added())
        .containsExactly(new CommitStatement.Device(bed.anna.user(), bed.anna.device()));
    assertThat(bed.created.statement().invited()).containsExactly(bed.bob.user());
    assertThat(bed.created.commit().toByteArray()[0]).isEqualTo((byte) 0x49);
    assertThat(bed.created.groupInfo().toByteArray()[0]).isEqualTo((byte) 0x49);
  }

  @Test
  void process_invitedJoins_bothShareTheEpoch() {
    Applied applied = (Applied) bed.process(before, bed.joined, bed.bob);

    assertThat(applied.change()).isEqualTo(Change.MEMBER_JOINED);
    assertThat(applied.author()).isEqualTo(bed.bob.user());
    assertAgree(applied.next(), bed.joined.next());
    assertThat(applied.next().epoch()).isEqualTo(new Epoch(1));
    assertThat(applied.next().invitations()).isEmpty();
    assertThat(applied.next().findDevice(bed.bob.device())).contains(bed.bob.credential());
    assertThat(applied.next().payloadKey().secret().equalsSecretBytes(before.payloadKey().secret()))
        .isFalse();
  }

  @Test
  void process_rekey_bothShareAnotherKey() {
    GroupState anna = bed.annaAfterJoin();
    PendingCommit rekey = bed.agreement.rekey(bed.joined.next(), bed.bob);

    Applied applied = (Applied) bed.process(anna, rekey, bed.bob);

    assertThat(applied.change()).isEqualTo(Change.REKEYED);
    assertAgree(applied.next(), rekey.next());
    assertThat(applied.next().payloadKey().secret().equalsSecretBytes(anna.payloadKey().secret()))
        .isFalse();
    assertAgree(((Applied) bed.process(bed.joined.next(), rekey, bed.bob)).next(), rekey.next());
  }

  @Test
  void process_furtherDeviceAndResync_areApplied() {
    GroupState anna = bed.annaAfterJoin();
    byte[] info = bed.agreement.groupInfo(anna, bed.anna);
    LocalDevice laptop = TestDevices.of("bob", bed.bobAccount, new Generation(2));

    PendingCommit further = bed.agreement.join(bed.chat, info, laptop);
    Applied applied = (Applied) bed.process(anna, further, laptop);
    assertThat(applied.change()).isEqualTo(Change.DEVICE_JOINED);
    assertThat(applied.next().members().get(1).devices()).hasSize(2);

    PendingCommit again = bed.agreement.join(bed.chat, info, bed.bob);
    applied = (Applied) bed.process(anna, again, bed.bob);
    assertThat(applied.change()).isEqualTo(Change.DEVICE_REJOINED);
    assertAgree(applied.next(), again.next());
    assertThat(applied.next().members().get(1).devices()).hasSize(1);
  }

  @Test
  void process_commitForLaterOrEarlierEpoch_isSkipped() {
    PendingCommit rekey = bed.agreement.rekey(bed.joined.next(), bed.bob);

    assertSkipped(bed.process(before, rekey, bed.bob), SkipReason.WRONG_EPOCH);
    assertSkipped(bed.process(rekey.next(), rekey, bed.bob), SkipReason.WRONG_EPOCH);
    assertSkipped(bed.process(before, bed.created, bed.anna), SkipReason.WRONG_EPOCH);
  }

  @Test
  void process_commitOfOtherChat_isSkipped() {
    GroupTestBed other = new GroupTestBed();

    assertSkipped(bed.process(before, other.joined, other.bob), SkipReason.OTHER_CHAT);
  }

  @Test
  void process_commitOnOtherBaseOfSameEpoch_isSkipped() {
    GroupState anna = bed.annaAfterJoin();
    GroupState fork =
        bed.agreement.join(bed.chat, bed.created.groupInfo().toByteArray(), bed.bob).next();

    assertSkipped(
        bed.process(anna, bed.agreement.rekey(fork, bed.bob), bed.bob), SkipReason.OTHER_BASE);
  }

  @Test
  void process_entryOfOtherSender_isSkipped() {
    assertSkipped(bed.process(before, bed.joined, bed.anna), SkipReason.WRONG_SENDER);
  }

  @Test
  void process_joinNamingOtherDeviceThanSigner_isSkipped() {
    LocalDevice laptop = TestDevices.of("bob", bed.bobAccount, Generation.FIRST);

    assertSkipped(
        craft(before, new InterimCommit.Body.Join(bed.bob.credential(), sealed()), laptop),
        SkipReason.WRONG_SENDER);
  }

  @Test
  void process_joinOfUninvited_isSkipped() {
    LocalDevice eve = TestDevices.of("eve");

    assertSkipped(join(before, eve), SkipReason.NOT_INVITED);
  }

  @Test
  void process_joinWithOtherAccountKey_isSkipped() {
    LocalDevice posing = TestDevices.of("bob", AccountKey.generate(), Generation.FIRST);

    assertSkipped(join(before, posing), SkipReason.ACCOUNT_KEY_DIFFERS);
    assertSkipped(join(bed.annaAfterJoin(), posing), SkipReason.ACCOUNT_KEY_DIFFERS);
  }

  @Test
  void process_joinWithoutAttestation_isSkipped() {
    DeviceCredential good = bed.bob.credential();
    DeviceCredential forged =
        new DeviceCredential(
            good.user(),
            good.accountKey(),
            DeviceId.random(),
            good.deviceKey(),
            good.generation(),
            good.attestation());

    assertSkipped(join(before, new LocalDevice(forged, bed.bob.key())), SkipReason.NOT_ATTESTED);
  }

  @Test
  void process_joinOfOlderGeneration_isSkipped() {
    LocalDevice newer = TestDevices.of("bob", bed.bobAccount, new Generation(3));
    GroupState state =
        bed.agreement.join(bed.chat, bed.created.groupInfo().toByteArray(), newer).next();

    assertSkipped(join(state, bed.bob), SkipReason.GENERATION_TOO_OLD);
  }

  @Test
  void process_joinWithDeviceIdOfOtherUser_isSkipped() {
    LocalDevice thief =
        new LocalDevice(
            DeviceCredential.attest(
                bed.bobAccount,
                TestDevices.SERVER,
                bed.bob.user(),
                bed.anna.device(),
                bed.bob.key().publicKey(),
                Generation.FIRST),
            bed.bob.key());

    assertSkipped(join(before, thief), SkipReason.DEVICE_TAKEN);
  }

  @Test
  void process_seventeenthDevice_isSkipped() {
    GroupState state = bed.joined.next();
    for (int i = 0; i < 15; i++) {
      LocalDevice next = TestDevices.of("bob", bed.bobAccount, Generation.FIRST);
      state = bed.agreement.join(bed.chat, bed.agreement.groupInfo(state, bed.anna), next).next();
    }

    assertSkipped(
        join(state, TestDevices.of("bob", bed.bobAccount, Generation.FIRST)), SkipReason.TOO_MANY);
  }

  @Test
  void process_statementThatDiffers_isSkipped() {
    CommitStatement extra =
        new CommitStatement(
            bed.joined.statement().added(),
            List.of(),
            List.of(TestDevices.of("eve").user()),
            List.of(),
            false);
    PendingCommit rekey = bed.agreement.rekey(bed.joined.next(), bed.bob);

    assertSkipped(
        bed.agreement.process(before, bed.joined.commit().toByteArray(), extra, bed.bob.device()),
        SkipReason.STATEMENT_DIFFERS);
    assertSkipped(
        bed.agreement.process(
            bed.annaAfterJoin(), rekey.commit().toByteArray(), extra, bed.bob.device()),
        SkipReason.STATEMENT_DIFFERS);
  }

  @Test
  void process_joinSignedByOtherKey_isSkipped() {
    assertSkipped(
        bed.agreement.process(
            before,
            flip(bed.joined.commit().toByteArray(), 40),
            bed.joined.statement(),
            bed.bob.device()),
        SkipReason.BAD_SIGNATURE);
  }

  @Test
  void process_rekeySignedByOtherKey_isSkipped() {
    PendingCommit rekey = bed.agreement.rekey(bed.joined.next(), bed.bob);

    assertSkipped(
        bed.agreement.process(
            bed.annaAfterJoin(),
            flip(rekey.commit().toByteArray(), 40),
            rekey.statement(),
            bed.bob.device()),
        SkipReason.BAD_SIGNATURE);
  }

  @Test
  void process_rekeyOfStranger_isSkipped() {
    PendingCommit rekey = bed.agreement.rekey(before, TestDevices.of("eve"));

    assertSkipped(
        bed.agreement.process(
            before, rekey.commit().toByteArray(), rekey.statement(), DeviceId.of(signer(rekey))),
        SkipReason.NOT_A_MEMBER);
  }

  @Test
  void process_secretThatDoesNotOpen_mustRejoin() {
    GroupState anna = bed.annaAfterJoin();

    assertThat(craft(before, new InterimCommit.Body.Join(bed.bob.credential(), sealed()), bed.bob))
        .isEqualTo(new MustRejoin(Processed.RejoinReason.SECRET_DOES_NOT_OPEN));
    assertThat(craft(anna, new InterimCommit.Body.Rekey(sealed()), bed.bob))
        .isEqualTo(new MustRejoin(Processed.RejoinReason.SECRET_DOES_NOT_OPEN));
  }

  @Test
  void process_otherConfirmationTag_mustRejoin() {
    PendingCommit rekey = bed.agreement.rekey(bed.joined.next(), bed.bob);

    assertThat(
            bed.agreement.process(
                bed.annaAfterJoin(),
                flip(rekey.commit().toByteArray(), 1),
                rekey.statement(),
                bed.bob.device()))
        .isEqualTo(new MustRejoin(Processed.RejoinReason.CONFIRMATION_DIFFERS));
  }

  @Test
  void process_garbledOrCutOffCommit_neverThrowsAndNeverApplies() {
    byte[] commit = bed.joined.commit().toByteArray();
    Random random = new Random(7);
    for (int i = 0; i < commit.length; i++) {
      byte[] garbled = commit.clone();
      garbled[i] ^= (byte) (1 + random.nextInt(255));
      assertNotApplied(garbled);
      assertNotApplied(Arrays.copyOf(commit, i));
    }
    assertNotApplied(Arrays.copyOf(commit, commit.length + 1));
    assertNotApplied(new byte[1024 * 1024 + 1]);
  }

  @Test
  void process_mlsCommit_isSkipped() {
    assertSkipped(
        bed.agreement.process(
            before, new byte[] {0, 1, 2, 3}, CommitStatement.none(), bed.bob.device()),
        SkipReason.MALFORMED);
  }

  @Test
  void join_garbledOrCutOffGroupInfo_isRefusedTyped() {
    byte[] info = bed.created.groupInfo().toByteArray();
    Random random = new Random(8);
    for (int i = 0; i < info.length; i++) {
      byte[] garbled = info.clone();
      garbled[i] ^= (byte) (1 + random.nextInt(255));
      byte[] cut = Arrays.copyOf(info, i);
      for (byte[] bytes : List.of(garbled, cut)) {
        assertThatExceptionOfType(SottoException.class)
            .isThrownBy(() -> bed.agreement.join(bed.chat, bytes, bed.bob))
            .matches(e -> e.is(Reason.GROUP_INVALID) || e.is(Reason.ATTESTATION_INVALID));
      }
    }
  }

  @Test
  void join_groupInfoOfOtherChat_isRefused() {
    assertRefused(
        Reason.GROUP_INVALID,
        () -> bed.agreement.join(ChatId.random(), bed.created.groupInfo().toByteArray(), bed.bob));
  }

  @Test
  void join_groupInfoSignedByStranger_isRefused() {
    byte[] info = bed.agreement.groupInfo(before, TestDevices.of("eve"));

    assertRefused(Reason.GROUP_INVALID, () -> bed.agreement.join(bed.chat, info, bed.bob));
  }

  @Test
  void join_groupInfoSignedWithOtherKey_isRefused() {
    byte[] info = flip(bed.created.groupInfo().toByteArray(), 0);

    assertRefused(Reason.GROUP_INVALID, () -> bed.agreement.join(bed.chat, info, bed.bob));
  }

  @Test
  void join_groupWithUnattestedDevice_isRefused() {
    AccountKey other = AccountKey.generate();
    DeviceCredential a = bed.anna.credential();
    LocalDevice forged =
        new LocalDevice(
            new DeviceCredential(
                a.user(),
                other.publicKey(),
                a.device(),
                a.deviceKey(),
                a.generation(),
                a.attestation()),
            bed.anna.key());
    PendingCommit created =
        bed.agreement.create(new NewGroup(bed.chat, before.kind(), before.invitations()), forged);

    assertRefused(
        Reason.ATTESTATION_INVALID,
        () -> bed.agreement.join(bed.chat, created.groupInfo().toByteArray(), bed.bob));
  }

  @Test
  void join_uninvited_isRefused() {
    assertRefused(
        Reason.NOT_INVITED,
        () ->
            bed.agreement.join(
                bed.chat, bed.created.groupInfo().toByteArray(), TestDevices.of("eve")));
  }

  @Test
  void join_invitedUnderOtherAccountKey_isRefused() {
    assertRefused(
        Reason.GROUP_INVALID,
        () ->
            bed.agreement.join(
                bed.chat, bed.created.groupInfo().toByteArray(), TestDevices.of("bob")));
  }

  @Test
  void restore_serialized_goesOnAsBefore() {
    GroupState anna = bed.agreement.restoreState(bed.agreement.serialize(before));
    PendingCommit joined = bed.agreement.restorePending(bed.agreement.serialize(bed.joined));

    assertThat(joined.commit()).isEqualTo(bed.joined.commit());
    assertThat(joined.groupInfo()).isEqualTo(bed.joined.groupInfo());
    assertThat(joined.statement()).isEqualTo(bed.joined.statement());
    assertThat(bed.agreement.restorePending(bed.agreement.serialize(bed.created)).statement())
        .isEqualTo(bed.created.statement());
    assertAgree(((Applied) bed.process(anna, joined, bed.bob)).next(), joined.next());
  }

  @Test
  void restore_damaged_isUnreadableProfile() {
    byte[] state = Secrets.export(bed.agreement.serialize(before));
    byte[] pending = Secrets.export(bed.agreement.serialize(bed.joined));
    for (int i = 0; i < state.length; i++) {
      byte[] cut = Arrays.copyOf(state, i);
      assertRefused(Reason.PROFILE_UNREADABLE, () -> bed.agreement.restoreState(Secrets.of(cut)));
    }
    for (int i = 0; i < pending.length; i++) {
      byte[] cut = Arrays.copyOf(pending, i);
      assertRefused(Reason.PROFILE_UNREADABLE, () -> bed.agreement.restorePending(Secrets.of(cut)));
    }
    state[0]++;
    assertRefused(Reason.PROFILE_UNREADABLE, () -> bed.agreement.restoreState(Secrets.of(state)));
  }

  @Test
  void toString_state_showsNoSecret() {
    assertThat(before.toString()).isEqualTo("GroupState[" + bed.chat + " epoch 0]");
    assertThat(bed.created.toString()).doesNotContain("secret");
  }

  private static void assertAgree(GroupState one, GroupState other) {
    assertThat(one.epoch()).isEqualTo(other.epoch());
    assertThat(one.members()).isEqualTo(other.members());
    assertThat(one.epochAuthenticator()).isEqualTo(other.epochAuthenticator());
    assertThat(one.payloadKey().secret().equalsSecretBytes(other.payloadKey().secret())).isTrue();
  }

  private static void assertSkipped(Processed processed, SkipReason reason) {
    assertThat(processed).isEqualTo(new Skipped(reason));
  }

  private void assertNotApplied(byte[] commit) {
    assertThat(bed.agreement.process(before, commit, bed.joined.statement(), bed.bob.device()))
        .isNotInstanceOf(Applied.class);
  }

  private static void assertRefused(
      Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(call)
        .matches(e -> e.is(reason), reason.name());
  }

  /** A join that only a client of our own making would send. */
  private Processed join(GroupState state, LocalDevice joiner) {
    return craft(state, new InterimCommit.Body.Join(joiner.credential(), sealed()), joiner);
  }

  private Processed craft(GroupState state, InterimCommit.Body body, LocalDevice signer) {
    GroupContext base = ((InterimGroupState) state).context();
    byte[] signed =
        InterimCommit.signedPart(
            base.chat(), base.epoch().next(), base.hash(), body, signer.device());
    CommitStatement statement =
        body instanceof InterimCommit.Body.Join join
            ? CommitStatement.joining(join.joiner().user(), join.joiner().device())
            : CommitStatement.none();
    return bed.agreement.process(
        state,
        InterimCommit.seal(signed, signer, new byte[32]).toByteArray(),
        statement,
        signer.device());
  }

  private static Bytes sealed() {
    return Bytes.copyFrom(new byte[80]);
  }

  /** Changes the byte that stands so far from the end. */
  private static byte[] flip(byte[] bytes, int fromEnd) {
    byte[] flipped = bytes.clone();
    flipped[bytes.length - 1 - fromEnd] ^= 1;
    return flipped;
  }

  private static byte[] signer(PendingCommit commit) {
    byte[] bytes = commit.commit().toByteArray();
    return Arrays.copyOfRange(bytes, bytes.length - 112, bytes.length - 96);
  }
}
