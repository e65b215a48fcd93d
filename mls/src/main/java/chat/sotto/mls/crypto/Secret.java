package chat.sotto.mls.crypto;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.error.MisuseException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Secret bytes. They are never printed, are compared in constant time, leave only by the methods
 * named for it, and can be erased: afterwards every use fails. Copies that Java's and Tink's key
 * objects make live until they are collected; that much no library on the JVM can prevent.
 */
public final class Secret {
  private final byte[] value;
  private volatile boolean erased;

  private Secret(byte[] value) {
    this.value = value;
  }

  /** A copy of an array that the caller keeps. */
  public static Secret copyOf(byte[] value) {
    return new Secret(value.clone());
  }

  /** A copy of bytes that hold a secret, decoded from something that was decrypted. */
  public static Secret copyOf(Bytes value) {
    return new Secret(value.toByteArray());
  }

  /** Takes an array over; the caller must forget it. */
  public static Secret owning(byte[] value) {
    return new Secret(value);
  }

  /** All zeros: what the key schedule uses where there is no secret to put in. */
  public static Secret zeros(int length) {
    return new Secret(new byte[length]);
  }

  /** The number of bytes. */
  public int length() {
    return value.length;
  }

  /** A copy, for the caller to use and overwrite. */
  public byte[] exportBytes() {
    return raw().clone();
  }

  /** Another secret of the same bytes, which outlives the erasure of this one. */
  public Secret copy() {
    return new Secret(exportBytes());
  }

  /** Appends it, with its length, to what is about to be encrypted or sealed. */
  public void exportTo(MlsWriter writer) {
    writer.writeVector(raw());
  }

  /** Overwrites it. Every later use fails. Harmless if done twice. */
  public void erase() {
    erased = true;
    Arrays.fill(value, (byte) 0);
  }

  /** Whether it was erased. */
  public boolean isErased() {
    return erased;
  }

  /** The array itself, for the primitives of this package alone. */
  byte[] raw() {
    if (erased) {
      throw new MisuseException("this state was left behind and its secrets are erased");
    }
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(raw(), that.raw());
  }

  /** The same for all secrets of a length: a hash of the bytes would tell something of them. */
  @Override
  public int hashCode() {
    return value.length;
  }

  @Override
  public String toString() {
    return "Secret[redacted]";
  }
}
