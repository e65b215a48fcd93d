package chat.sotto.mls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.HpkePublicKey;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.MlsException;
import chat.sotto.mls.fixture.Leaves;
import chat.sotto.mls.fixture.Names;
import chat.sotto.mls.fixture.Refusals;
import chat.sotto.mls.wire.KeyPackage;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.Proposal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys that are signed as they should be, and that nobody can encrypt to. */
class KemKeysTest {
  private static List<HpkePublicKey> unusable(CipherSuite suite) {
    int length = suite.kem().publicKeyLength();
    byte[] ones = new byte[length];
    Arrays.fill(ones, (byte) 1);
    // Too short, of small order or no point, and off every NIST curve.
    return List.of(
        new HpkePublicKey(Bytes.EMPTY),
        new HpkePublicKey(Bytes.owning(new byte[length - 1])),
        new HpkePublicKey(Bytes.owning(new byte[length])),
        new HpkePublicKey(Bytes.owning(Arrays.copyOf(ones, length + 1))));
  }

  private static KeyPackage with(Client client, HpkePublicKey initKey, LeafNode leaf) {
    KeyPackage good = client.keyPackage().keyPackage();
    KeyPackage unsigned =
        new KeyPackage(
            good.version(), good.cipherSuite(), initKey, leaf, good.extensions(), Bytes.EMPTY);
    return unsigned.withSignature(
        client
            .crypto()
            .signWithLabel(client.signer(), KeyPackage.SIGNATURE_LABEL, unsigned.toBeSigned()));
  }

  private static void refused(Group group, Check check, KeyPackage keyPackage) {
    Secret before = group.serialize();
    Refusals.rejected(check, () -> group.commit(new Proposal.Add(keyPackage)));
    Refusals.rejected(
        check, () -> group.commit(Changes.of(new Proposal.Add(keyPackage)).withoutPath()));
    assertThat(group.serialize()).isEqualTo(before);
    Refusals.rejected(check, () -> group.propose(new Proposal.Add(keyPackage)));
    assertThat(group.serialize()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void commit_addWithAnInitKeyThatIsNone_leavesTheGroupAsItWas(CipherSuite suite) {
    Room room = new Room(suite, GroupSettings.of(Names.BELIEVED));
    Client bob = room.client("bob");
    for (HpkePublicKey key : unusable(suite)) {
      refused(
          room.group("alice"),
          Check.KEY_PACKAGE_KEM_KEY,
          with(bob, key, bob.keyPackage().keyPackage().leafNode()));
    }
    room.add("alice", "bob");
    room.say("alice", "still there");
  }

  @ParameterizedTest
  @EnumSource
  void commit_addWithALeafKeyThatIsNone_leavesTheGroupAsItWas(CipherSuite suite) {
    Room room = new Room(suite, GroupSettings.of(Names.BELIEVED));
    Client bob = room.client("bob");
    KeyPackage good = bob.keyPackage().keyPackage();
    for (HpkePublicKey key : unusable(suite)) {
      LeafNode leaf = Leaves.with(good.leafNode(), key);
      refused(
          room.group("alice"),
          Check.LEAF_KEM_KEY,
          with(
              bob,
              good.initKey(),
              leaf.withSignature(
                  bob.crypto()
                      .signWithLabel(
                          bob.signer(), LeafNode.SIGNATURE_LABEL, leaf.toBeSignedInKeyPackage()))));
    }
    room.add("alice", "bob");
    room.say("bob", "still there");
  }

  @Test
  void commit_keyThatIsMissing_leavesTheGroupAsItWas() {
    Room room = Room.usual("bob");
    Group alice = room.group("alice");
    Secret before = alice.serialize();
    Proposal unknown = alice.preSharedKey(Room.text("unknown"));
    assertThatExceptionOfType(MlsException.class).isThrownBy(() -> alice.commit(unknown));
    assertThat(alice.serialize()).isEqualTo(before);
  }
}
