package chat.sotto.mls.crypto;

import chat.sotto.mls.codec.Bytes;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.KeyAgreement;
import org.jspecify.annotations.Nullable;

/** X25519 (RFC 7748) by the JDK, or by Conscrypt where it is installed: a fraction of the time. */
final class X25519Group implements DhGroup {
  private static final int LENGTH = 32;

  /** What comes before the 32 bytes of a key in its standard encodings (RFC 8410). */
  private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b656e032100");

  private static final byte[] PRIVATE_PREFIX =
      HexFormat.of().parseHex("302e020100300506032b656e04220420");

  private static final byte[] BASE_POINT = new byte[LENGTH];

  /**
   * The points of small order, those of the twist included, in every form that 255 bits have for
   * them: 0, 1, the two of order 8, and p - 1, p and p + 1, where p is 2^255 - 19.
   */
  private static final Set<Bytes> SMALL_ORDER =
      Stream.of(
              "00".repeat(LENGTH),
              "01" + "00".repeat(LENGTH - 1),
              "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
              "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
              "ec" + "ff".repeat(LENGTH - 2) + "7f",
              "ed" + "ff".repeat(LENGTH - 2) + "7f",
              "ee" + "ff".repeat(LENGTH - 2) + "7f")
          .map(Bytes::fromHex)
          .collect(Collectors.toUnmodifiableSet());

  static {
    BASE_POINT[0] = 9;
  }

  @Override
  public byte[] agree(byte[] privateKey, byte[] publicKey) throws GeneralSecurityException {
    if (privateKey.length != LENGTH || publicKey.length != LENGTH) {
      throw new InvalidKeyException("not 32 bytes");
    }
    @Nullable Provider provider = BoringSsl.find("XDH");
    KeyFactory keys =
        provider == null ? KeyFactory.getInstance("XDH") : KeyFactory.getInstance("XDH", provider);
    KeyAgreement agreement =
        provider == null
            ? KeyAgreement.getInstance("XDH")
            : KeyAgreement.getInstance("XDH", provider);
    agreement.init(
        keys.generatePrivate(new PKCS8EncodedKeySpec(concat(PRIVATE_PREFIX, privateKey))));
    agreement.doPhase(
        keys.generatePublic(new X509EncodedKeySpec(concat(PUBLIC_PREFIX, publicKey))), true);
    byte[] shared = agreement.generateSecret();
    requireNonZero(shared);
    return shared;
  }

  /** RFC 7748 §5: the top bit is of no matter. */
  @Override
  public boolean isPublicKey(byte[] publicKey) {
    if (publicKey.length != LENGTH) {
      return false;
    }
    byte[] masked = publicKey.clone();
    masked[LENGTH - 1] &= 0x7f;
    return !SMALL_ORDER.contains(Bytes.owning(masked));
  }

  @Override
  public byte[] publicFromPrivate(byte[] privateKey) throws GeneralSecurityException {
    return agree(privateKey, BASE_POINT);
  }

  /** RFC 9180 §7.1.4; not every provider looks by itself. */
  private static void requireNonZero(byte[] shared) throws InvalidKeyException {
    int any = 0;
    for (byte b : shared) {
      any |= b;
    }
    if (any == 0) {
      throw new InvalidKeyException("point of small order");
    }
  }

  private static byte[] concat(byte[] prefix, byte[] key) {
    byte[] joined = new byte[prefix.length + key.length];
    System.arraycopy(prefix, 0, joined, 0, prefix.length);
    System.arraycopy(key, 0, joined, prefix.length, key.length);
    return joined;
  }
}
