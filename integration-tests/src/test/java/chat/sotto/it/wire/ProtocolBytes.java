package chat.sotto.it.wire;

import chat.sotto.v1.LogEntry;
import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;

/** What docs/protocol.md says is computed, written down a second time. */
public final class ProtocolBytes {
  /** Length of the ids of devices, chats and messages. */
  public static final int ID_LENGTH = 16;

  /** H(0). */
  public static final ByteString EMPTY_LOG = ByteString.copyFrom(new byte[32]);

  private static final SecureRandom RANDOM = new SecureRandom();

  private ProtocolBytes() {}

  /** Random bytes. */
  public static ByteString random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  /** A fresh id, 16 bytes. */
  public static ByteString randomId() {
    return random(ID_LENGTH);
  }

  /** SHA-256. */
  public static ByteString sha256(ByteString bytes) {
    try {
      return ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Section "fields": each with its length before it. */
  public static ByteString fields(ByteString... values) {
    ByteString all = ByteString.EMPTY;
    for (ByteString value : values) {
      all = all.concat(u32(value.size())).concat(value);
    }
    return all;
  }

  /** UTF-8. */
  public static ByteString text(String value) {
    return ByteString.copyFrom(value, StandardCharsets.UTF_8);
  }

  /** Four bytes, big-endian. */
  public static ByteString u32(int value) {
    return ByteString.copyFrom(ByteBuffer.allocate(4).putInt(value).array());
  }

  /** Eight bytes, big-endian. */
  public static ByteString u64(long value) {
    return ByteString.copyFrom(ByteBuffer.allocate(8).putLong(value).array());
  }

  /** Section 3: Ed25519 over label and content as RFC 9420 §5.1.2 frames them. */
  public static ByteString signWithLabel(PrivateKey key, String label, ByteString content) {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    vector(signed, text("MLS 1.0 " + label));
    vector(signed, content);
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(signed.toByteArray());
      return ByteString.copyFrom(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** RFC 9420 §2.1.2; nothing signed here is longer than 2^14 - 1. */
  private static void vector(ByteArrayOutputStream out, ByteString value) {
    int length = value.size();
    if (length < 64) {
      out.write(length);
    } else if (length < 1 << 14) {
      out.write(0x40 | length >> 8);
      out.write(length & 0xff);
    } else {
      throw new IllegalArgumentException("too long for a test: " + length);
    }
    out.writeBytes(value.toByteArray());
  }

  /**
   * Section 5: an entry's hash, from its bytes or, for a deleted message, as the server kept it.
   */
  public static ByteString entryHash(LogEntry entry) {
    if (!entry.getEntryHash().isEmpty()) {
      return entry.getEntryHash();
    }
    ByteString canonical =
        entry
            .getChatId()
            .concat(u64(entry.getSeq()))
            .concat(ByteString.copyFrom(new byte[] {(byte) entry.getKindValue()}))
            .concat(entry.getSenderDevice())
            .concat(entry.getClientId())
            .concat(u64(entry.getTimeMs()))
            .concat(u32(entry.getPayload().size()))
            .concat(entry.getPayload());
    return sha256(canonical);
  }

  /** Section 5: H(n) from H(n-1) and entry n. */
  public static ByteString nextHash(ByteString before, LogEntry entry) {
    return sha256(before.concat(entryHash(entry)));
  }
}
