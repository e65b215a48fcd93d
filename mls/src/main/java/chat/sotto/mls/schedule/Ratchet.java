package chat.sotto.mls.schedule;

import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.AeadAlgorithm;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.MalformedException;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.error.UnavailableException;
import chat.sotto.mls.port.RatchetLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The keys of one sender for one kind of message (RFC 9420 §9.1). Immutable: taking a key gives the
 * ratchet that follows, and tells what may be erased once the key has proved good.
 */
final class Ratchet {
  private static final long LAST_GENERATION = 0xffff_ffffL;

  private final Secret secret;
  private final long generation;
  private final Map<Long, MessageKey> kept;

  Ratchet(Secret secret, long generation, Map<Long, MessageKey> kept) {
    this.secret = secret;
    this.generation = generation;
    this.kept = kept;
  }

  static Ratchet start(Secret secret) {
    return new Ratchet(secret, 0, Map.of());
  }

  /** What taking a key leads to. */
  record Step(MessageKey key, Ratchet after, List<Secret> consumed) {}

  /** The generation that the next message sent will have. */
  long generation() {
    return generation;
  }

  /** The key of the next message to send. */
  Step next(MlsCrypto crypto) {
    if (generation > LAST_GENERATION) {
      throw new MisuseException("this epoch has no more keys; commit to begin another");
    }
    return advance(crypto, generation, 0);
  }

  /** The key of a message received. */
  Step take(MlsCrypto crypto, long wanted, RatchetLimits limits) {
    if (wanted < generation) {
      return takeKept(wanted);
    }
    // §9.1, §15.3: a bound on what one message makes us compute.
    if (wanted - generation > limits.maxForward()) {
      throw new RejectedException(Check.GENERATION);
    }
    return advance(crypto, wanted, limits.maxKept());
  }

  private Step takeKept(long wanted) {
    MessageKey key = kept.get(wanted);
    if (key == null) {
      throw new UnavailableException(
          UnavailableException.What.MESSAGE_KEY, "the key of this message is gone");
    }
    Map<Long, MessageKey> fewer = new TreeMap<>(kept);
    fewer.remove(wanted);
    return new Step(key, new Ratchet(secret, generation, fewer), List.of());
  }

  private Step advance(MlsCrypto crypto, long wanted, int maxKept) {
    List<Secret> consumed = new ArrayList<>();
    Map<Long, MessageKey> keys = kept;
    Secret at = secret;
    if (wanted > generation) {
      TreeMap<Long, MessageKey> more = new TreeMap<>(kept);
      for (long skipped = generation; skipped < wanted; skipped++) {
        if (wanted - skipped <= maxKept) {
          more.put(skipped, MessageKey.derive(crypto, at, skipped));
        }
        consumed.add(at);
        at = crypto.deriveTreeSecret(at, "secret", skipped, crypto.hashLength());
      }
      while (more.size() > maxKept) {
        MessageKey oldest = more.pollFirstEntry().getValue();
        consumed.add(oldest.key());
        consumed.add(oldest.nonce());
      }
      keys = more;
    }
    MessageKey key = MessageKey.derive(crypto, at, wanted);
    consumed.add(at);
    Secret following = crypto.deriveTreeSecret(at, "secret", wanted, crypto.hashLength());
    return new Step(key, new Ratchet(following, wanted + 1, keys), consumed);
  }

  void exportTo(MlsWriter writer) {
    secret.exportTo(writer);
    writer
        .writeUint64(generation)
        .writeList(
            () ->
                kept.entrySet().stream()
                    .<Encodable>map(
                        entry ->
                            w -> {
                              w.writeUint32(entry.getKey());
                              entry.getValue().key().exportTo(w);
                              entry.getValue().nonce().exportTo(w);
                            })
                    .iterator());
  }

  static Ratchet read(MlsCrypto crypto, MlsReader reader) {
    Secret secret = Secret.copyOf(reader.readVector(crypto.hashLength(), "secret of a ratchet"));
    long generation = reader.readUint64();
    if (generation < 0 || generation > LAST_GENERATION + 1) {
      throw new MalformedException("generation " + generation);
    }
    TreeMap<Long, MessageKey> kept = new TreeMap<>();
    for (Kept one : reader.readList(r -> Kept.read(crypto, r))) {
      if (one.generation() >= generation || kept.put(one.generation(), one.key()) != null) {
        throw new MalformedException("a kept key of generation " + one.generation());
      }
    }
    return new Ratchet(secret, generation, kept);
  }

  private record Kept(long generation, MessageKey key) {
    static Kept read(MlsCrypto crypto, MlsReader reader) {
      return new Kept(
          reader.readUint32(),
          new MessageKey(
              Secret.copyOf(
                  reader.readVector(crypto.suite().aead().keyLength(), "key of a message")),
              Secret.copyOf(reader.readVector(AeadAlgorithm.NONCE_LENGTH, "nonce of a message"))));
    }
  }

  void erase() {
    secret.erase();
    kept.values().forEach(MessageKey::erase);
  }
}
