package chat.sotto.mls.schedule;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.MalformedException;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.port.RatchetLimits;
import chat.sotto.mls.wire.ContentType;
import chat.sotto.mls.wire.LeafIndex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The tree that gives each member its own ratchets, and each message its own key (RFC 9420 §9).
 * Immutable, with erasure: {@link #take} gives a key and the tree that follows; when the key has
 * proved good, {@link Taken#accept} overwrites everything from which it could be found again, and
 * with that the old tree is spent.
 */
public final class SecretTree {
  private static final Bytes LEFT = Bytes.owning("left".getBytes(StandardCharsets.US_ASCII));
  private static final Bytes RIGHT = Bytes.owning("right".getBytes(StandardCharsets.US_ASCII));

  private static final int UNDIVIDED = 0;
  private static final int DIVIDED = 1;
  private static final int RATCHETS = 2;

  /** Part of the tree: not divided yet, divided, or a member's two ratchets. */
  private sealed interface Node {
    record Undivided(Secret secret) implements Node {}

    record Divided(Node left, Node right) implements Node {}

    record Ratchets(Ratchet handshake, Ratchet application) implements Node {
      Ratchet of(ContentType type) {
        return type == ContentType.APPLICATION ? application : handshake;
      }

      Ratchets with(ContentType type, Ratchet ratchet) {
        return type == ContentType.APPLICATION
            ? new Ratchets(handshake, ratchet)
            : new Ratchets(ratchet, application);
      }
    }
  }

  private final MlsCrypto crypto;
  private final RatchetLimits limits;
  private final int leafCount;
  private final Node root;

  private SecretTree(MlsCrypto crypto, RatchetLimits limits, int leafCount, Node root) {
    this.crypto = crypto;
    this.limits = limits;
    this.leafCount = leafCount;
    this.root = root;
  }

  /**
   * The tree of an epoch.
   *
   * @param leafCount as many as the ratchet tree has room for, a power of two
   * @param encryptionSecret is taken over and erased on first use
   */
  public static SecretTree of(
      MlsCrypto crypto, RatchetLimits limits, int leafCount, Secret encryptionSecret) {
    if (leafCount < 1 || Integer.bitCount(leafCount) != 1) {
      throw new MisuseException("a tree has 2^d leaves, not " + leafCount);
    }
    return new SecretTree(crypto, limits, leafCount, new Node.Undivided(encryptionSecret));
  }

  /** The key of a message, not yet known to be good. */
  public static final class Taken {
    private final long generation;
    private final MessageKey key;
    private final SecretTree after;
    private final List<Secret> consumed;

    private Taken(long generation, MessageKey key, SecretTree after, List<Secret> consumed) {
      this.generation = generation;
      this.key = key;
      this.after = after;
      this.consumed = consumed;
    }

    /** Its place in the sender's ratchet: 32 bits without a sign. */
    public long generation() {
      return generation;
    }

    /** The key itself. */
    public MessageKey key() {
      return key;
    }

    /**
     * The key was good: erases it and all that it came from (§9.2), and gives the tree to go on.
     */
    public SecretTree accept() {
      key.erase();
      consumed.forEach(Secret::erase);
      return after;
    }
  }

  /** The key for the next message that a member sends. */
  public Taken next(LeafIndex sender, ContentType type) {
    return with(sender, type, ratchet -> ratchet.next(crypto), -1);
  }

  /**
   * The key of a message that was received.
   *
   * @throws RejectedException if it is too far ahead of the last one, or of no member
   * @throws chat.sotto.mls.error.UnavailableException if the key was used or given up
   */
  public Taken take(LeafIndex sender, ContentType type, long generation) {
    return with(sender, type, ratchet -> ratchet.take(crypto, generation, limits), generation);
  }

  private interface Move {
    Ratchet.Step on(Ratchet ratchet);
  }

  private Taken with(LeafIndex sender, ContentType type, Move move, long wanted) {
    if (Integer.compareUnsigned(sender.value(), leafCount) >= 0) {
      throw new RejectedException(Check.SENDER_LEAF);
    }
    List<Secret> consumed = new ArrayList<>();
    Found found = new Found(type, move, consumed);
    Node changed = found.in(root, leafCount, sender.value());
    Ratchet.Step step = found.step();
    consumed.addAll(step.consumed());
    long generation = wanted >= 0 ? wanted : step.after().generation() - 1;
    return new Taken(
        generation, step.key(), new SecretTree(crypto, limits, leafCount, changed), consumed);
  }

  /** Goes down to a leaf, dividing what is not divided, and moves one of its ratchets. */
  private final class Found {
    private final ContentType type;
    private final Move move;
    private final List<Secret> consumed;
    private final List<Ratchet.Step> steps = new ArrayList<>(1);

    Found(ContentType type, Move move, List<Secret> consumed) {
      this.type = type;
      this.move = move;
      this.consumed = consumed;
    }

    Ratchet.Step step() {
      return steps.get(0);
    }

    Node in(Node node, int leaves, int leaf) {
      if (node instanceof Node.Undivided undivided) {
        consumed.add(undivided.secret());
        return in(divide(undivided.secret(), leaves), leaves, leaf);
      }
      if (node instanceof Node.Divided divided) {
        int half = leaves / 2;
        return leaf < half
            ? new Node.Divided(in(divided.left(), half, leaf), divided.right())
            : new Node.Divided(divided.left(), in(divided.right(), half, leaf - half));
      }
      Node.Ratchets ratchets = (Node.Ratchets) node;
      Ratchet.Step step = move.on(ratchets.of(type));
      steps.add(step);
      return ratchets.with(type, step.after());
    }
  }

  private Node divide(Secret secret, int leaves) {
    int length = crypto.hashLength();
    if (leaves > 1) {
      return new Node.Divided(
          new Node.Undivided(crypto.expandWithLabel(secret, "tree", LEFT, length)),
          new Node.Undivided(crypto.expandWithLabel(secret, "tree", RIGHT, length)));
    }
    return new Node.Ratchets(
        Ratchet.start(crypto.expandWithLabel(secret, "handshake", Bytes.EMPTY, length)),
        Ratchet.start(crypto.expandWithLabel(secret, "application", Bytes.EMPTY, length)));
  }

  /** Writes all secrets in it, to be stored. */
  public void exportTo(MlsWriter writer) {
    export(root, writer);
  }

  private static void export(Node node, MlsWriter writer) {
    if (node instanceof Node.Undivided undivided) {
      undivided.secret().exportTo(writer.writeUint8(UNDIVIDED));
    } else if (node instanceof Node.Divided divided) {
      export(divided.left(), writer.writeUint8(DIVIDED));
      export(divided.right(), writer);
    } else if (node instanceof Node.Ratchets ratchets) {
      ratchets.handshake().exportTo(writer.writeUint8(RATCHETS));
      ratchets.application().exportTo(writer);
    }
  }

  /**
   * Reads a tree that was stored.
   *
   * @throws MalformedException if it is none of so many leaves
   */
  public static SecretTree read(
      MlsCrypto crypto, RatchetLimits limits, int leafCount, MlsReader reader) {
    return new SecretTree(crypto, limits, leafCount, read(crypto, leafCount, reader));
  }

  private static Node read(MlsCrypto crypto, int leaves, MlsReader reader) {
    int kind = reader.readUint8();
    if (kind == UNDIVIDED) {
      return new Node.Undivided(
          Secret.copyOf(reader.readVector(crypto.hashLength(), "secret of a subtree")));
    }
    if (kind == DIVIDED && leaves > 1) {
      return new Node.Divided(read(crypto, leaves / 2, reader), read(crypto, leaves / 2, reader));
    }
    if (kind == RATCHETS && leaves == 1) {
      return new Node.Ratchets(Ratchet.read(crypto, reader), Ratchet.read(crypto, reader));
    }
    throw new MalformedException("part " + kind + " of a stored secret tree");
  }

  /** Overwrites everything, when the epoch is left. */
  public void erase() {
    erase(root);
  }

  private static void erase(Node node) {
    if (node instanceof Node.Undivided undivided) {
      undivided.secret().erase();
    } else if (node instanceof Node.Divided divided) {
      erase(divided.left());
      erase(divided.right());
    } else if (node instanceof Node.Ratchets ratchets) {
      ratchets.handshake().erase();
      ratchets.application().erase();
    }
  }

  @Override
  public String toString() {
    return "SecretTree[redacted]";
  }
}
