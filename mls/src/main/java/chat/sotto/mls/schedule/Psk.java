package chat.sotto.mls.schedule;

import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.wire.PreSharedKeyId;
import java.util.List;

/**
 * A pre-shared key with its name.
 *
 * @param id its name, with the nonce of this use
 * @param secret the key
 */
public record Psk(PreSharedKeyId id, Secret secret) {
  /** How many can be combined: they are counted in 16 bits. */
  public static final int MOST = 0xffff;

  /** The one secret that all keys of a commit make together, in order (RFC 9420 §8.4). */
  public static Secret combine(MlsCrypto crypto, List<Psk> psks) {
    if (psks.size() > MOST) {
      throw new MisuseException(psks.size() + " pre-shared keys; they are counted in 16 bits");
    }
    Secret zero = crypto.zeroSecret();
    Secret combined = crypto.zeroSecret();
    for (int i = 0; i < psks.size(); i++) {
      MlsWriter label =
          new MlsWriter().write(psks.get(i).id()).writeUint16(i).writeUint16(psks.size());
      Secret extracted = crypto.extract(zero, psks.get(i).secret());
      Secret input =
          crypto.expandWithLabel(extracted, "derived psk", label.toBytes(), crypto.hashLength());
      Secret next = crypto.extract(input, combined);
      extracted.erase();
      input.erase();
      combined.erase();
      combined = next;
    }
    return combined;
  }
}
