package chat.sotto.mls.crypto;

import chat.sotto.mls.error.EngineException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC and the two halves of HKDF (RFC 5869), by the JDK: the key schedule needs extract and expand
 * apart, which Tink does not offer.
 */
final class Hkdf {
  private final HashAlgorithm hash;

  Hkdf(HashAlgorithm hash) {
    this.hash = hash;
  }

  byte[] mac(byte[] key, byte[] data) {
    return keyed(key).doFinal(data);
  }

  byte[] extract(byte[] salt, byte[]... inputs) {
    Mac mac = keyed(salt);
    for (byte[] input : inputs) {
      mac.update(input);
    }
    return mac.doFinal();
  }

  byte[] expand(byte[] key, byte[] info, int length) {
    int size = hash.length();
    if (length > 255 * size) {
      throw new EngineException("HKDF output of " + length + " bytes");
    }
    Mac mac = keyed(key);
    byte[] output = new byte[length];
    byte[] block = new byte[0];
    for (int done = 0, counter = 1; done < length; done += size, counter++) {
      mac.update(block);
      mac.update(info);
      mac.update((byte) counter);
      Arrays.fill(block, (byte) 0);
      block = mac.doFinal();
      System.arraycopy(block, 0, output, done, Math.min(size, length - done));
    }
    Arrays.fill(block, (byte) 0);
    return output;
  }

  private Mac keyed(byte[] key) {
    try {
      Mac mac = Mac.getInstance(hash.hmacName());
      // HMAC pads keys with zeros, so an empty one equals one of zeros, which Java accepts.
      byte[] usable = key.length == 0 ? new byte[hash.length()] : key;
      mac.init(new SecretKeySpec(usable, hash.hmacName()));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new EngineException("no " + hash.hmacName(), e);
    }
  }
}
