package chat.sotto.client.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import chat.sotto.client.model.AttachmentId;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.primitives.Secrets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentCipherTest {
  private static final int SEGMENT = 1_048_576;
  private static final ChatId CHAT = ChatId.of(filled(16, 0xc1));
  private static final AttachmentId ID = AttachmentId.of(filled(16, 0xa7));
  private static final AttachmentKey KEY = AttachmentKey.of(filled(32, 0x42));

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static AttachmentCipher cipher() {
    return new AttachmentCipher(KEY, CHAT, ID);
  }

  private static byte[] content(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static byte[] seal(byte[] content) throws IOException {
    ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    try (OutputStream out = cipher().sealing(sealed)) {
      out.write(content);
    }
    return sealed.toByteArray();
  }

  private static byte[] open(AttachmentCipher cipher, byte[] sealed) throws IOException {
    return cipher.opening(new ByteArrayInputStream(sealed)).readAllBytes();
  }

  private static void refused(AttachmentCipher cipher, byte[] sealed) {
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> open(cipher, sealed));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 1, 65_535, 65_536, 65_537, 131_071, 131_072, 131_073, 1_048_519, 1_048_520, 1_048_521,
        2_097_079, 2_097_080, 2_097_081, 5_000_000
      })
  void seal_anySize_hasThePromisedLengthAndOpens(int size) throws IOException {
    byte[] content = content(size);

    byte[] sealed = seal(content);

    assertThat(sealed).hasSize((int) AttachmentCipher.sealedLength(size));
    assertThat(open(cipher(), sealed)).isEqualTo(content);
    assertThat(AttachmentCipher.contentWithin(sealed.length)).isEqualTo(size);
  }

  /** docs/protocol.md, section 13, computed with nothing but the platform's AES-GCM and HMAC. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1_048_520, 1_048_521, 3_000_000})
  void seal_anySize_opensByTheDocumentAlone(int size) throws Exception {
    byte[] content = content(size);

    assertThat(openByHand(seal(content))).isEqualTo(content);
  }

  @Test
  void open_madeByHand_isTheContent() throws Exception {
    byte[] content = content(2_500_000);

    assertThat(open(cipher(), sealByHand(content))).isEqualTo(content);
  }

  @Test
  void open_movedToAnotherChatOrIdOrKey_fails() throws IOException {
    byte[] sealed = seal(content(100));

    refused(new AttachmentCipher(KEY, ChatId.of(filled(16, 0xc2)), ID), sealed);
    refused(new AttachmentCipher(KEY, CHAT, AttachmentId.of(filled(16, 0xa8))), sealed);
    refused(new AttachmentCipher(AttachmentKey.of(filled(32, 0x43)), CHAT, ID), sealed);
  }

  @Test
  void open_truncatedAnywhere_fails() throws IOException {
    byte[] sealed = seal(content(2_200_000));

    for (int length : new int[] {0, 1, 39, 40, 55, SEGMENT, 2 * SEGMENT, sealed.length - 1}) {
      refused(cipher(), Arrays.copyOf(sealed, length));
    }
  }

  @Test
  void open_segmentsSwappedRepeatedOrLonger_fails() throws IOException {
    byte[] sealed = seal(content(4_000_000));
    byte[] swapped = sealed.clone();
    System.arraycopy(sealed, SEGMENT, swapped, 2 * SEGMENT, SEGMENT);
    System.arraycopy(sealed, 2 * SEGMENT, swapped, SEGMENT, SEGMENT);
    byte[] repeated = sealed.clone();
    System.arraycopy(sealed, SEGMENT, repeated, 2 * SEGMENT, SEGMENT);

    refused(cipher(), swapped);
    refused(cipher(), repeated);
    refused(cipher(), Arrays.copyOf(sealed, sealed.length + 1));
    refused(cipher(), Arrays.copyOf(sealed, sealed.length + SEGMENT));
  }

  @Test
  void open_oneBitChanged_fails() throws IOException {
    byte[] sealed = seal(content(1_100_000));

    for (int place : new int[] {0, 1, 35, 40, 500_000, SEGMENT, sealed.length - 1}) {
      byte[] changed = sealed.clone();
      changed[place] ^= 1;
      refused(cipher(), changed);
    }
  }

  @Test
  void sealedLength_beyondItsBounds_fails() {
    assertThat(AttachmentCipher.sealedLength(0)).isEqualTo(56);
    assertThatIllegalArgumentException().isThrownBy(() -> AttachmentCipher.sealedLength(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AttachmentCipher.sealedLength(AttachmentCipher.MAX_SIZE + 1));
  }

  @Test
  void key_equalityAndText_showNothing() {
    assertThat(KEY).isEqualTo(AttachmentKey.of(filled(32, 0x42)));
    assertThat(KEY).isNotEqualTo(AttachmentKey.of(filled(32, 0x43)));
    assertThat(KEY.toString()).isEqualTo("AttachmentKey[redacted]");
    assertThatIllegalArgumentException().isThrownBy(() -> AttachmentKey.of(new byte[31]));
  }

  // By hand.

  private static byte[] associated() {
    byte[] label = "sotto attachment v1".getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(12 + label.length + 32)
        .putInt(label.length)
        .put(label)
        .putInt(16)
        .put(CHAT.toBytes())
        .putInt(16)
        .put(ID.toBytes())
        .array();
  }

  /** HKDF-SHA-256 (RFC 5869) of 32 bytes. */
  private static SecretKeySpec derive(byte[] salt) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(salt, "HmacSHA256"));
    byte[] extracted = mac.doFinal(Secrets.export(KEY.secret()));
    mac.init(new SecretKeySpec(extracted, "HmacSHA256"));
    mac.update(associated());
    return new SecretKeySpec(mac.doFinal(new byte[] {1}), "AES");
  }

  private static Cipher segmentCipher(
      int mode, SecretKeySpec key, byte[] prefix, int number, boolean last) throws Exception {
    byte[] nonce =
        ByteBuffer.allocate(12).put(prefix).putInt(number).put((byte) (last ? 1 : 0)).array();
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(128, nonce));
    return cipher;
  }

  private static byte[] openByHand(byte[] sealed) throws Exception {
    assertThat(sealed[0]).isEqualTo((byte) 40);
    SecretKeySpec key = derive(Arrays.copyOfRange(sealed, 1, 33));
    byte[] prefix = Arrays.copyOfRange(sealed, 33, 40);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    int start = 40;
    for (int number = 0; start < sealed.length || number == 0; number++) {
      int end = Math.min(sealed.length, (number + 1) * SEGMENT);
      boolean last = end == sealed.length;
      content.write(
          segmentCipher(Cipher.DECRYPT_MODE, key, prefix, number, last)
              .doFinal(sealed, start, end - start));
      start = end;
    }
    return content.toByteArray();
  }

  private static byte[] sealByHand(byte[] content) throws Exception {
    byte[] salt = filled(32, 0x5a);
    byte[] prefix = filled(7, 0x17);
    SecretKeySpec key = derive(salt);
    ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    sealed.write(40);
    sealed.write(salt);
    sealed.write(prefix);
    int start = 0;
    for (int number = 0; start < content.length; number++) {
      int end = Math.min(content.length, start + SEGMENT - 16 - (number == 0 ? 40 : 0));
      sealed.write(
          segmentCipher(Cipher.ENCRYPT_MODE, key, prefix, number, end == content.length)
              .doFinal(content, start, end - start));
      start = end;
    }
    return sealed.toByteArray();
  }
}
