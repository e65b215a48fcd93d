package chat.sotto.mls;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.fixture.Names;
import chat.sotto.mls.fixture.Policy;
import chat.sotto.mls.fixture.Refusals;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nobody becomes a second appearance of somebody who is there. */
class SameClientTest {
  private static final CipherSuite SUITE = CipherSuite.X25519_AES128GCM_SHA256_ED25519;

  private final Room room = Room.usual("bob", "carol");

  /** One whose policy takes nobody for the same. */
  private static Client blind(String name) {
    return Client.generate(SUITE, Names.credential(name), GroupSettings.of(Policy.OPEN));
  }

  @Test
  void process_externalCommitOfAMembersNameWithoutARemove_isLeafSameClient() {
    PendingJoin second = Group.joinExternally(blind("carol"), room.group("alice").groupInfo());
    Refusals.rejected(Check.LEAF_SAME_CLIENT, () -> room.group("bob").process(second.message()));
    room.joinExternally("dave", "alice");
    room.joinExternally("carol", "alice");
    assertThat(room.group("bob").members()).hasSize(4);
  }

  @Test
  void commit_renewingAsAnotherMember_isLeafSameClient() {
    Changes asCarol = Changes.of().renewing(blind("carol"));
    Refusals.rejected(Check.LEAF_SAME_CLIENT, () -> room.group("bob").commit(asCarol));
    room.commit("bob", Changes.of().renewing(blind("robert")));
  }

  @Test
  void process_renewingAsAnotherMember_isLeafSameClient() {
    Group blindBob = Group.restore(room.group("bob").serialize(), GroupSettings.of(Policy.OPEN));
    PendingCommit taken = blindBob.commit(Changes.of().renewing(blind("carol")));
    for (String name : List.of("alice", "carol")) {
      Refusals.rejected(Check.LEAF_SAME_CLIENT, () -> room.group(name).process(taken.message()));
    }
  }
}
