package chat.sotto.mls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.MalformedException;
import chat.sotto.mls.fixture.WithConscrypt;
import chat.sotto.mls.fuzz.Mutations;
import chat.sotto.mls.fuzz.Tolerance;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Stored bytes that were changed by somebody who mended the hash. */
@WithConscrypt
class RestoreFuzzTest {
  private static final int ROUNDS = 500;
  private static final int HASH_LENGTH = 32;

  private static final Stage STAGE = new Stage();
  private static final GroupSettings SETTINGS = STAGE.client("bob").settings();
  private static final MlsCrypto HASHING = MlsCrypto.of(Stage.SUITE);
  private static final List<byte[]> STORED = stored();

  /** Without the hashes. */
  private static List<byte[]> stored() {
    List<Secret> all = new ArrayList<>();
    for (String name : List.of("alice", "bob", "carol")) {
      all.add(STAGE.stored(name));
    }
    Group bob = STAGE.member("bob");
    all.add(bob.commit().group().serialize());
    all.add(STAGE.client("dave").keyPackage().serialize());
    all.add(
        Group.joinExternally(STAGE.client("dave"), STAGE.member("alice").groupInfo()).serialize());
    return all.stream().map(secret -> body(secret.exportBytes())).toList();
  }

  private static byte[] body(byte[] stored) {
    return Bytes.owning(stored).slice(0, stored.length - HASH_LENGTH).toByteArray();
  }

  static Stream<byte[]> bodies() {
    return STORED.stream();
  }

  @MethodSource("bodies")
  @FuzzTest
  void restore_anyBytes_isMalformedOrTheSameAgain(byte[] body) {
    restore(body);
  }

  @Test
  void restore_itsOwnSeeds_areTheSameAgain() {
    for (byte[] body : STORED) {
      assertThat(restore(body)).isTrue();
    }
  }

  @Test
  void restore_keyPackageStoredInAnotherSuite_isMalformed() {
    byte[] body = body(STAGE.client("dave").keyPackage().serialize().exportBytes());
    // The two bytes after version and kind.
    body[3] = (byte) CipherSuite.X25519_CHACHA20POLY1305_SHA256_ED25519.id();
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> OwnKeyPackage.restore(stored(body)));
  }

  @Test
  void restore_largeNumberAnywhere_isMalformedOrTheSameAgain() {
    Group alone = Group.create(STAGE.client("dave"), Room.ID);
    byte[] stored = body(alone.serialize().exportBytes());
    for (int at = 0; at + 4 <= stored.length; at++) {
      byte[] body = stored.clone();
      Arrays.fill(body, at, at + 4, (byte) 0x7f);
      restore(body);
    }
  }

  @Test
  void restore_mutatedBytes_areMalformedOrTheSameAgain() {
    Mutations mutations = new Mutations(3);
    for (int i = 0; i < ROUNDS; i++) {
      restore(mutations.of(STORED));
    }
  }

  /** Whether it was restored; then it can be stored again, and that is restored as the same. */
  private static boolean restore(byte[] body) {
    return Tolerance.step(
        body.length,
        () -> {
          Secret again = again(stored(body));
          assertThat(again(again)).isEqualTo(again);
        });
  }

  private static Secret stored(byte[] body) {
    Bytes hash = HASHING.hash(Bytes.copyOf(body));
    return Secret.owning(new MlsWriter().writeFixed(body).writeFixed(hash).toByteArray());
  }

  private static Secret again(Secret stored) {
    return restored(() -> Group.restore(stored, SETTINGS))
        .map(Group::serialize)
        .or(() -> restored(() -> OwnKeyPackage.restore(stored)).map(OwnKeyPackage::serialize))
        .or(() -> restored(() -> PendingJoin.restore(stored, SETTINGS)).map(PendingJoin::serialize))
        .orElseThrow(() -> new MalformedException("none of them"));
  }

  /** Malformed is all that stored bytes may be. */
  private static <T> Optional<T> restored(Supplier<T> restore) {
    try {
      return Optional.of(restore.get());
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }
}
