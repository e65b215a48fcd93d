package chat.sotto.client.attachment;

import chat.sotto.client.codec.Fields;
import chat.sotto.client.model.AttachmentId;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.primitives.NativeCiphers;
import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingKey;
import com.google.crypto.tink.streamingaead.PredefinedStreamingAeadParameters;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;

/**
 * Seals and opens an attachment's bytes as they flow (docs/protocol.md, section 13): Tink's
 * streaming AEAD {@code AES256_GCM_HKDF_1MB}, bound to chat and attachment. Each holds two segments
 * in memory, whatever the length.
 */
public final class AttachmentCipher {
  /** The largest attachment that can be described: beyond any disk. */
  public static final long MAX_SIZE = 1L << 52;

  /** Bytes of ciphertext in a segment. */
  static final int SEGMENT = 1 << 20;

  private static final String LABEL = "sotto attachment v1";
  private static final int HEADER = 40;
  private static final int TAG = 16;
  private static final int SEGMENT_CONTENT = SEGMENT - TAG;

  static {
    var unused = NativeCiphers.install();
  }

  private final StreamingAead aead;
  private final byte[] associated;

  /** The cipher of one attachment. */
  @AccessesPartialKey
  public AttachmentCipher(AttachmentKey key, ChatId chat, AttachmentId id) {
    this.associated = Fields.of(LABEL).bytes(chat.value()).bytes(id.value()).toBytes();
    try {
      this.aead =
          AesGcmHkdfStreaming.create(
              AesGcmHkdfStreamingKey.create(
                  PredefinedStreamingAeadParameters.AES256_GCM_HKDF_1MB, key.secret()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  /**
   * How many bytes so many become.
   *
   * @param size 0 to {@link #MAX_SIZE}
   */
  public static long sealedLength(long size) {
    if (size < 0 || size > MAX_SIZE) {
      throw new IllegalArgumentException("no attachment has " + size + " bytes");
    }
    long segments = (size + HEADER + SEGMENT_CONTENT - 1) / SEGMENT_CONTENT;
    return size + HEADER + TAG * Math.max(1, segments);
  }

  /**
   * How many bytes of content the first so many sealed bytes stand for, tags and header aside; for
   * telling how far a transfer has come.
   */
  public static long contentWithin(long sealed) {
    long segments = (sealed + SEGMENT - 1) / SEGMENT;
    return Math.max(0, sealed - HEADER - TAG * segments);
  }

  /** What is written to the result goes to {@code out}, sealed. Closing it seals the end. */
  public OutputStream sealing(OutputStream out) throws IOException {
    try {
      return aead.newEncryptingStream(out, associated);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM refuses to seal", e);
    }
  }

  /**
   * What is read from the result is what {@code in} holds, opened. Only whole segments that are
   * authentic, in their place, are ever returned; reading fails with {@link IOException} on others,
   * and when the end is not the sealed end.
   */
  public InputStream opening(InputStream in) throws IOException {
    try {
      return aead.newDecryptingStream(in, associated);
    } catch (GeneralSecurityException e) {
      throw new IOException("the attachment's beginning does not open", e);
    }
  }
}
