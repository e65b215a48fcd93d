package chat.sotto.service.store.blob;

import chat.sotto.service.domain.Uncopied;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of bytes that come one after the other, and how many they were. */
final class Sha256 {
  private static final int SIZE = 32;

  private final MessageDigest digest;
  private long length;

  Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  void update(ByteString data) {
    length += data.size();
    Uncopied.read(data, digest::update);
  }

  void update(ByteBuffer data) {
    length += data.remaining();
    digest.update(data);
  }

  long length() {
    return length;
  }

  /** Whether the hash of all bytes so far is this one. More bytes may follow. */
  boolean is(ByteString sha256) {
    requireHash(sha256);
    try {
      MessageDigest copy = (MessageDigest) digest.clone();
      return MessageDigest.isEqual(copy.digest(), sha256.toByteArray());
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("Java's own SHA-256 can be copied", e);
    }
  }

  private static void requireHash(ByteString sha256) {
    if (sha256.size() != SIZE) {
      throw new IllegalArgumentException("a SHA-256 has 32 bytes, not " + sha256.size());
    }
  }
}
