package chat.sotto.mls.group;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.Client;
import chat.sotto.mls.Group;
import chat.sotto.mls.GroupSettings;
import chat.sotto.mls.PendingCommit;
import chat.sotto.mls.PendingJoin;
import chat.sotto.mls.StagedCommit;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Operation;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.crypto.SignatureKeyPair;
import chat.sotto.mls.fixture.Grove;
import chat.sotto.mls.fixture.Names;
import chat.sotto.mls.fixture.Person;
import chat.sotto.mls.fixture.Policy;
import chat.sotto.mls.fixture.WithConscrypt;
import chat.sotto.mls.port.RatchetLimits;
import chat.sotto.mls.schedule.EpochSecrets;
import chat.sotto.mls.tree.NewPath;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.GroupInfo;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What commits cost in a group of a thousand in which everybody has committed, counted rather than
 * timed: its tree is ten deep, less at its right end, where the last ones are.
 */
@WithConscrypt
class CommitCostTest {
  private static final int MEMBERS = 1_000;
  private static final int DEPTH = 10;
  private static final CipherSuite SUITE = CipherSuite.X25519_AES128GCM_SHA256_ED25519;

  private final Map<Operation, Integer> counted = new EnumMap<>(Operation.class);

  @Test
  void commit_inFilledGroup_costsAsMuchAsTheTreeIsDeep() {
    MlsCrypto crypto =
        MlsCrypto.observed(SUITE, operation -> counted.merge(operation, 1, Integer::sum));
    PendingJoin first = Group.joinExternally(client(crypto, "first"), filledGroup());
    Group one = first.merge();
    PendingJoin second = Group.joinExternally(client(crypto, "second"), one.groupInfo());
    one = ((StagedCommit) one.process(second.message())).merge().getGroup();
    Group other = second.merge();
    counted.clear();

    PendingCommit commit = one.commit();
    // A path, each secret to one recipient; the leaf and the commit are signed.
    assertThat(count(Operation.HPKE_SEAL)).isBetween(DEPTH / 2, DEPTH);
    assertThat(count(Operation.DERIVE_KEY_PAIR)).isBetween(DEPTH / 2, DEPTH);
    assertThat(count(Operation.SIGN)).isEqualTo(2);
    assertThat(count(Operation.HASH)).isBetween(DEPTH, 4 * DEPTH);
    counted.clear();

    Group after = ((StagedCommit) other.process(commit.message())).merge().getGroup();
    // The parent hash and the tree hash of each node on the path, the leaf's, the transcript's.
    assertThat(count(Operation.HPKE_OPEN)).isEqualTo(1);
    assertThat(count(Operation.HPKE_SEAL)).isZero();
    assertThat(count(Operation.DERIVE_KEY_PAIR)).isBetween(1, DEPTH);
    assertThat(count(Operation.VERIFY)).isEqualTo(2);
    assertThat(count(Operation.HASH)).isBetween(DEPTH, 4 * DEPTH);
    assertThat(after.epochAuthenticator()).isEqualTo(commit.merge().epochAuthenticator());
  }

  private int count(Operation operation) {
    return counted.getOrDefault(operation, 0);
  }

  private static Client client(MlsCrypto crypto, String name) {
    return Client.of(
        crypto,
        SignatureKeyPair.generate(SUITE.signature()),
        Names.credential(name),
        GroupSettings.of(Names.BELIEVED));
  }

  /** A group as its last member tells it, whose other members exist in the tree alone. */
  private static GroupInfo filledGroup() {
    MlsCrypto crypto = MlsCrypto.of(SUITE);
    Grove grove = new Grove(crypto, MEMBERS - 2);
    NewPath last = grove.path(0);
    for (int i = 0; i < MEMBERS - 2; i++) {
      last = grove.path(i);
      grove.takePath(last);
    }
    Person person = grove.person(MEMBERS - 3);
    GroupContext context = grove.context(last.tree());
    Secret epochSecret = crypto.randomSecret();
    GroupState state =
        new NextEpoch(
                context,
                crypto.zeroSecret(),
                crypto.zeroSecret(),
                EpochSecrets.of(crypto, epochSecret))
            .state(
                new GroupState.Settings(crypto, Policy.OPEN.validation(), RatchetLimits.DEFAULT, 1),
                new Identity(
                    person.signer(),
                    person.credential(),
                    person.keyPackage().leafNode().capabilities(),
                    Extensions.NONE),
                last.tree(),
                last.keys(),
                ResumptionPsks.none(Grove.GROUP, 1),
                List.of());
    return GroupInfos.make(state, true);
  }
}
