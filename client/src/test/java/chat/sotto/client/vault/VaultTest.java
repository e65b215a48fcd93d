package chat.sotto.client.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.client.identity.AccountKey;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.Epoch;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.client.primitives.AeadKey;
import chat.sotto.client.trust.CaFingerprint;
import com.google.crypto.tink.util.Bytes;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class VaultTest {
  private static final VaultOwner ANNA =
      new VaultOwner(CaFingerprint.of(new byte[32]), new Username("anna"));
  private static final VaultOwner BOB =
      new VaultOwner(CaFingerprint.of(new byte[32]), new Username("bob"));
  private static final byte[] CONTENT = "content".getBytes(US_ASCII);

  private final AeadKey wrapKey = AeadKey.random();
  private final VaultKeys keys = VaultKeys.generate();
  private final RecordName name = RecordName.epoch(ChatId.random(), new Epoch(3));
  private final VaultRecordCipher cipher = new VaultRecordCipher(keys.dataKey(), ANNA);

  @Test
  void open_sealedKeys_openWhatTheFirstOnesSealed() {
    byte[] sealed = keys.seal(wrapKey, ANNA, VaultKeys.Copy.PASSWORD);
    VaultKeys opened = VaultKeys.open(sealed, wrapKey, ANNA, VaultKeys.Copy.PASSWORD);
    AccountKey account = AccountKey.generate();

    assertThat(sealed).hasSize(92);
    assertThat(new VaultRecordCipher(opened.dataKey(), ANNA).open(cipher.seal(name, 1, CONTENT)))
        .isEqualTo(CONTENT);
    assertThat(opened.openAccountKey(keys.sealAccountKey(account, ANNA, 1), ANNA).publicKey())
        .isEqualTo(account.publicKey());
    assertThat(opened.toString()).isEqualTo("VaultKeys[redacted]");
  }

  @Test
  void open_keysForOtherKeyOwnerOrCopy_areRefused() {
    byte[] sealed = keys.seal(wrapKey, ANNA, VaultKeys.Copy.PASSWORD);

    assertInvalid(() -> VaultKeys.open(sealed, AeadKey.random(), ANNA, VaultKeys.Copy.PASSWORD));
    assertInvalid(() -> VaultKeys.open(sealed, wrapKey, BOB, VaultKeys.Copy.PASSWORD));
    assertInvalid(() -> VaultKeys.open(sealed, wrapKey, ANNA, VaultKeys.Copy.RECOVERY));
  }

  @Test
  void open_recordUnderOtherNameVersionOrOwner_isRefused() {
    SealedRecord record = cipher.seal(name, 2, CONTENT);
    RecordName other = RecordName.epoch(ChatId.random(), new Epoch(3));

    assertThat(cipher.open(record)).isEqualTo(CONTENT);
    assertInvalid(() -> cipher.open(new SealedRecord(other, 2, record.sealed())));
    assertInvalid(() -> cipher.open(new SealedRecord(name, 3, record.sealed())));
    assertInvalid(() -> new VaultRecordCipher(keys.dataKey(), BOB).open(record));
  }

  @Test
  void open_accountKeyWithDataKey_isRefused() {
    SealedRecord record = keys.sealAccountKey(AccountKey.generate(), ANNA, 1);

    assertInvalid(() -> cipher.open(record));
  }

  @Test
  void openAccountKey_otherRecord_isRefused() {
    assertInvalid(() -> keys.openAccountKey(cipher.seal(name, 1, CONTENT), ANNA));
  }

  @Test
  void open_garbledOrCutOff_isRefusedTyped() {
    byte[] sealed = keys.seal(wrapKey, ANNA, VaultKeys.Copy.RECOVERY);
    Random random = new Random(1);
    for (int i = 0; i < sealed.length; i++) {
      byte[] garbled = sealed.clone();
      garbled[i] ^= (byte) (1 + random.nextInt(255));
      byte[] cut = java.util.Arrays.copyOf(sealed, i);
      assertInvalid(() -> VaultKeys.open(garbled, wrapKey, ANNA, VaultKeys.Copy.RECOVERY));
      assertInvalid(() -> VaultKeys.open(cut, wrapKey, ANNA, VaultKeys.Copy.RECOVERY));
    }
  }

  @Test
  void sealedRecord_bounds_areHeld() {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> new SealedRecord(name, 0, Bytes.copyFrom(new byte[1])));
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> new SealedRecord(name, 1, Bytes.copyFrom(new byte[64 * 1024 + 1])));
    assertThatExceptionOfType(SottoException.class).isThrownBy(() -> new RecordName("Epoch/1"));
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> new RecordName("x".repeat(129)));
  }

  private static void assertInvalid(ThrowingCallable call) {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(call)
        .matches(e -> e.is(Reason.VAULT_INVALID) && e.failure().exitCode() == 7);
  }
}
