package chat.sotto.mls;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.MalformedException;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.error.UnavailableException;
import chat.sotto.mls.group.Shelf;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The envelope of what is stored: a version, what it is, the cipher suite, the open part, the
 * secret part, and a hash of all that, which tells damage from use. Against forgery it is for the
 * caller to encrypt it.
 */
final class Storage {
  /** Version 1 had no signature keys of Updates that wait. */
  private static final int VERSION = 2;

  private static final int HASH_LENGTH = 32;
  private static final MlsCrypto HASHING =
      MlsCrypto.of(CipherSuite.X25519_AES128GCM_SHA256_ED25519);

  private Storage() {}

  /** What can be stored. */
  enum Kind {
    KEY_PACKAGE(1),
    GROUP(2),
    JOIN(3),
    ENDED_GROUP(4);

    private final int value;

    Kind(int value) {
      this.value = value;
    }
  }

  /** Stores something. */
  static Secret store(Kind kind, CipherSuite suite, Consumer<Shelf> content) {
    Shelf shelf = new Shelf();
    content.accept(shelf);
    MlsWriter all = new MlsWriter(shelf.open().size() + shelf.secret().size() + 64);
    byte[] secret = shelf.secret().toByteArray();
    all.writeUint8(VERSION)
        .writeUint8(kind.value)
        .writeUint16(suite.id())
        .writeVector(shelf.open().toByteArray())
        .writeVector(secret);
    byte[] stored = all.toByteArray();
    Bytes hash = HASHING.hash(Bytes.owning(stored));
    all.writeFixed(hash);
    byte[] result = all.toByteArray();
    Arrays.fill(stored, (byte) 0);
    Arrays.fill(secret, (byte) 0);
    shelf.secret().erase();
    all.erase();
    return Secret.owning(result);
  }

  /** Reads the parts of what was stored. */
  @FunctionalInterface
  interface Content<T> {
    /** Reads them. */
    T read(MlsCrypto crypto, MlsReader open, MlsReader secret);
  }

  /**
   * Restores something.
   *
   * @throws MalformedException if it is damaged, something else, or of an unknown version
   */
  static <T> T restore(Kind kind, Secret stored, Content<T> content) {
    byte[] copy = stored.exportBytes();
    try {
      return restore(kind, Bytes.owning(copy), content);
    } catch (MisuseException | RejectedException | UnavailableException e) {
      throw new MalformedException("what was stored does not fit together: " + e.getMessage());
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  private static <T> T restore(Kind kind, Bytes stored, Content<T> content) {
    MlsReader all = new MlsReader(stored);
    int version = all.readUint8();
    if (version != VERSION) {
      throw new MalformedException(
          "stored in version " + version + "; this engine reads version " + VERSION);
    }
    int bodyLength = stored.length() - HASH_LENGTH;
    if (bodyLength < 0
        || !HASHING
            .hash(stored.slice(0, bodyLength))
            .equals(stored.slice(bodyLength, HASH_LENGTH))) {
      throw new MalformedException("what was stored is damaged");
    }
    int kindFound = all.readUint8();
    if (kindFound != kind.value) {
      throw new MalformedException("stored as " + kindFound + ", which is no " + kind);
    }
    MlsCrypto crypto = MlsCrypto.of(CipherSuite.getById(all.readUint16()));
    // A copy: what is restored holds on to parts of it.
    MlsReader open = new MlsReader(Bytes.owning(all.readVector().toByteArray()));
    MlsReader secret = new MlsReader(all.readVector());
    all.readFixed(HASH_LENGTH);
    all.finish();
    T read = content.read(crypto, open, secret);
    open.finish();
    secret.finish();
    return read;
  }
}
