package chat.sotto.mls;

import static chat.sotto.mls.Room.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Operation;
import chat.sotto.mls.fixture.Names;
import chat.sotto.mls.wire.Proposal;
import org.junit.jupiter.api.Test;

/** A commit that fails leaves the group as it was, whatever it had done until then. */
class FailedCommitTest {
  private static final CipherSuite SUITE = CipherSuite.X25519_AES128GCM_SHA256_ED25519;

  /** The leaf and the commit are signed before, the group info in the welcome is signed last. */
  private static final int SIGNATURE_IN_WELCOME = 3;

  /** Which signature from now on fails; none if it is 0. */
  private int failing;

  private void performed(Operation operation) {
    if (operation == Operation.SIGN && failing > 0 && --failing == 0) {
      throw new IllegalStateException("no signature");
    }
  }

  @Test
  void commit_failingInTheWelcome_leavesTheGroupUsable() {
    Room room = new Room(SUITE, GroupSettings.of(Names.BELIEVED));
    room.change(
        "alice",
        client ->
            Client.of(
                MlsCrypto.observed(SUITE, this::performed),
                client.signer(),
                client.credential(),
                client.settings()));
    room.members.put("alice", Group.create(room.client("alice"), Room.ID));
    room.add("alice", "bob");
    Proposal add = new Proposal.Add(room.client("carol").keyPackage().keyPackage());
    Group alice = room.group("alice");
    for (int i = 0; i < 2; i++) {
      failing = SIGNATURE_IN_WELCOME;
      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> alice.commit(add));
      assertThat(failing).isZero();
    }
    assertThat(alice.pending()).isEmpty();
    room.say("alice", "still here");
    room.take("alice", room.group("alice").proposeUpdate());
    room.commit("bob");
    PendingCommit pending = room.commit("alice", add);
    assertThat(pending.welcome()).isPresent();
    assertThat(room.group("bob").members()).hasSize(3);
    assertThat(room.group("bob").epochAuthenticator())
        .isEqualTo(room.group("alice").epochAuthenticator());
    room.members.put("alice", room.group("alice").protect(text("to all")).group());
  }
}
