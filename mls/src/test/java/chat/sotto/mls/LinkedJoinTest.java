package chat.sotto.mls;

import static chat.sotto.mls.Room.text;
import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.fixture.Refusals;
import chat.sotto.mls.wire.CipherSuiteId;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.GroupId;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProtocolVersion;
import chat.sotto.mls.wire.Welcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who asks to join a successor or a branch gets that and nothing else. */
class LinkedJoinTest {
  private static final CipherSuite SUITE = CipherSuite.X25519_AES128GCM_SHA256_ED25519;
  private static final GroupId NEXT = new GroupId(text("next"));

  private final Room room = Room.usual("bob", "carol");
  private final OwnKeyPackage carol = room.client("carol").keyPackage();

  private Welcome unlinked() {
    PendingCommit pending =
        Group.create(room.client("bob"), NEXT).commit(new Proposal.Add(carol.keyPackage()));
    return Room.welcome(pending);
  }

  /** Ends the room's group, as bob wants it. */
  private ClosedGroup.ReInitialized ended(String name) {
    if (room.membership(name) instanceof Group) {
      PendingReInit pending =
          room.group("bob")
              .reInit(
                  new Proposal.ReInit(
                      NEXT, ProtocolVersion.MLS10, CipherSuiteId.of(SUITE), Extensions.NONE));
      room.deliver("bob", pending.message());
      room.members.put("bob", pending.merge());
    }
    return (ClosedGroup.ReInitialized) room.membership(name);
  }

  @Test
  void join_successorThatIsNotLinked_isLinkExpected() {
    ClosedGroup.ReInitialized old = ended("carol");
    Welcome unlinked = unlinked();
    Refusals.rejected(Check.LINK_EXPECTED, () -> old.join(room.client("carol"), carol, unlinked));
    PendingCommit first =
        ended("bob")
            .create(
                room.client("bob"),
                List.of(carol.keyPackage(), room.client("alice").keyPackage().keyPackage()));
    assertThat(old.join(room.client("carol"), carol, Room.welcome(first)).id()).isEqualTo(NEXT);
  }

  @Test
  void joinBranch_thatIsNotLinkedOrOfAnotherGroup_isLinkExpected() {
    Group here = room.group("carol");
    Refusals.rejected(Check.LINK_EXPECTED, () -> here.joinBranch(carol, unlinked()));
    Group elsewhere = Group.create(room.client("bob"), new GroupId(text("elsewhere")));
    PendingCommit other =
        elsewhere.branch(new GroupId(text("branch")), List.of(carol.keyPackage()));
    Refusals.rejected(Check.LINK_EXPECTED, () -> here.joinBranch(carol, Room.welcome(other)));
    PendingCommit good =
        room.group("bob").branch(new GroupId(text("branch")), List.of(carol.keyPackage()));
    assertThat(here.joinBranch(carol, Room.welcome(good)).members()).hasSize(2);
  }

  @Test
  void join_linkOfTheOtherKind_isLinkExpected() {
    PendingCommit branch =
        room.group("bob").branch(new GroupId(text("branch")), List.of(carol.keyPackage()));
    Group here = room.group("carol");
    ClosedGroup.ReInitialized old = ended("carol");
    Refusals.rejected(
        Check.LINK_EXPECTED, () -> old.join(room.client("carol"), carol, Room.welcome(branch)));
    PendingCommit successor =
        ended("bob")
            .create(
                room.client("bob"),
                List.of(carol.keyPackage(), room.client("alice").keyPackage().keyPackage()));
    Refusals.rejected(Check.LINK_EXPECTED, () -> here.joinBranch(carol, Room.welcome(successor)));
  }
}
