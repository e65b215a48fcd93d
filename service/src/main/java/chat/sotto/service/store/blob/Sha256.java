package chat.sotto.service.store.blob;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of bytes that come one after the other, and how many they were. */
final class Sha256 {
  private static final int SIZE = 32;

  private final MessageDigest digest;
  private final ByteOutput output = new Output();
  private long length;

  Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  void update(ByteString data) {
    try {
      // As a read-only buffer, Java would copy it, 4 KiB at a time.
      UnsafeByteOperations.unsafeWriteTo(data, output);
    } catch (IOException e) {
      throw new IllegalStateException("nothing is written anywhere", e);
    }
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

  /** What is written is hashed. */
  private final class Output extends ByteOutput {
    @Override
    public void write(byte value) {
      length++;
      digest.update(value);
    }

    @Override
    public void write(byte[] value, int offset, int count) {
      length += count;
      digest.update(value, offset, count);
    }

    @Override
    public void writeLazy(byte[] value, int offset, int count) {
      write(value, offset, count);
    }

    @Override
    public void write(ByteBuffer value) {
      update(value);
    }

    @Override
    public void writeLazy(ByteBuffer value) {
      update(value);
    }
  }
}
