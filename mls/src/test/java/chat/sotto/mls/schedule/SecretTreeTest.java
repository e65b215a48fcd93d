package chat.sotto.mls.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.error.UnavailableException;
import chat.sotto.mls.port.RatchetLimits;
import chat.sotto.mls.wire.ContentType;
import chat.sotto.mls.wire.LeafIndex;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretTreeTest {
  private static final MlsCrypto CRYPTO = MlsCrypto.of(CipherSuite.X25519_AES128GCM_SHA256_ED25519);
  private static final LeafIndex SENDER = new LeafIndex(2);
  private static final ContentType TYPE = ContentType.APPLICATION;

  private static SecretTree tree(RatchetLimits limits) {
    return SecretTree.of(CRYPTO, limits, 4, Secret.zeros(32));
  }

  private static Secret keyAt(long generation) {
    return tree(RatchetLimits.DEFAULT).take(SENDER, TYPE, generation).key().key().copy();
  }

  @Test
  void next_inARow_countsUpAndReceiversAgree() {
    SecretTree sending = tree(RatchetLimits.DEFAULT);
    for (int i = 0; i < 3; i++) {
      SecretTree.Taken taken = sending.next(SENDER, TYPE);
      assertThat(taken.generation()).isEqualTo(i);
      assertThat(taken.key().key()).isEqualTo(keyAt(i));
      sending = taken.accept();
    }
  }

  @Test
  void take_outOfOrder_givesTheKeysThatWereSkipped() {
    SecretTree tree = tree(RatchetLimits.DEFAULT);
    for (long generation : new long[] {3, 1, 5, 0, 4, 2}) {
      SecretTree.Taken taken = tree.take(SENDER, TYPE, generation);
      assertThat(taken.key().key()).isEqualTo(keyAt(generation));
      tree = taken.accept();
    }
  }

  @Test
  void take_kindsAndMembers_haveKeysOfTheirOwn() {
    SecretTree tree = tree(RatchetLimits.DEFAULT);
    Secret application = tree.take(SENDER, TYPE, 0).key().key();
    assertThat(tree.take(SENDER, ContentType.COMMIT, 0).key().key()).isNotEqualTo(application);
    assertThat(tree.take(SENDER, ContentType.PROPOSAL, 0).key().key())
        .isEqualTo(tree.take(SENDER, ContentType.COMMIT, 0).key().key());
    assertThat(tree.take(new LeafIndex(1), TYPE, 0).key().key()).isNotEqualTo(application);
  }

  @Test
  void take_twice_isUnavailable() {
    SecretTree once = tree(RatchetLimits.DEFAULT).take(SENDER, TYPE, 1).accept();
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> once.take(SENDER, TYPE, 1))
        .satisfies(e -> assertThat(e.what()).isEqualTo(UnavailableException.What.MESSAGE_KEY));
    SecretTree both = once.take(SENDER, TYPE, 0).accept();
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> both.take(SENDER, TYPE, 0));
  }

  @Test
  void take_tooFarAhead_isGeneration() {
    SecretTree tree = tree(new RatchetLimits(3, 3));
    assertThat(tree.take(SENDER, TYPE, 3).generation()).isEqualTo(3);
    for (long far : new long[] {4, 0xffff_ffffL}) {
      assertThatExceptionOfType(RejectedException.class)
          .isThrownBy(() -> tree.take(SENDER, TYPE, far))
          .satisfies(e -> assertThat(e.check()).isEqualTo(Check.GENERATION));
    }
  }

  @Test
  void take_moreSkippedThanAreKept_givesUpTheOldest() {
    SecretTree tree = tree(new RatchetLimits(10, 2)).take(SENDER, TYPE, 3).accept();
    assertThat(tree.take(SENDER, TYPE, 1).key().key()).isEqualTo(keyAt(1));
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> tree.take(SENDER, TYPE, 0));
    SecretTree later = tree.take(SENDER, TYPE, 6).accept();
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> later.take(SENDER, TYPE, 2));
    assertThat(later.take(SENDER, TYPE, 4).key().key()).isEqualTo(keyAt(4));
  }

  @Test
  void take_notAccepted_leavesTheTreeAsItWas() {
    SecretTree tree = tree(RatchetLimits.DEFAULT);
    Secret key = tree.take(SENDER, TYPE, 2).key().key();
    assertThat(tree.take(SENDER, TYPE, 2).key().key()).isEqualTo(key);
    assertThat(tree.take(SENDER, TYPE, 0).key().key()).isEqualTo(keyAt(0));
  }

  @Test
  void accept_always_erasesWhatTheKeyCameFrom() {
    Secret root = Secret.zeros(32);
    SecretTree tree = SecretTree.of(CRYPTO, RatchetLimits.DEFAULT, 4, root);
    SecretTree.Taken taken = tree.take(SENDER, TYPE, 0);
    SecretTree after = taken.accept();
    assertThat(root.isErased()).isTrue();
    assertThat(taken.key().key().isErased()).isTrue();
    assertThatExceptionOfType(MisuseException.class).isThrownBy(() -> tree.take(SENDER, TYPE, 0));
    SecretTree.Taken next = after.next(SENDER, TYPE);
    after.erase();
    assertThat(next.key().key().isErased()).isFalse();
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(() -> after.take(new LeafIndex(0), TYPE, 0));
  }

  @Test
  void take_leafOutsideTheTree_isSenderLeaf() {
    SecretTree tree = tree(RatchetLimits.DEFAULT);
    for (int outside : new int[] {4, -1, Integer.MIN_VALUE}) {
      assertThatExceptionOfType(RejectedException.class)
          .isThrownBy(() -> tree.take(new LeafIndex(outside), TYPE, 0))
          .satisfies(e -> assertThat(e.check()).isEqualTo(Check.SENDER_LEAF));
    }
  }

  @Test
  void next_afterTheLastGeneration_isMisuse() {
    Ratchet last = new Ratchet(Secret.zeros(32), 0xffff_ffffL, Map.of());
    Ratchet.Step step = last.next(CRYPTO);
    assertThatExceptionOfType(MisuseException.class).isThrownBy(() -> step.after().next(CRYPTO));
  }

  @Test
  void of_noPowerOfTwo_isMisuse() {
    for (int leaves : new int[] {0, 3, -4}) {
      assertThatExceptionOfType(MisuseException.class)
          .isThrownBy(() -> SecretTree.of(CRYPTO, RatchetLimits.DEFAULT, leaves, Secret.zeros(32)));
    }
    assertThatExceptionOfType(MisuseException.class).isThrownBy(() -> new RatchetLimits(-1, 0));
    assertThatExceptionOfType(MisuseException.class).isThrownBy(() -> new RatchetLimits(0, -1));
  }
}
