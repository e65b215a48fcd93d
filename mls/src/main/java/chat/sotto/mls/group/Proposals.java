package chat.sotto.mls.group;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.wire.AuthenticatedContent;
import chat.sotto.mls.wire.ProposalRef;
import chat.sotto.mls.wire.Sender;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** The proposals of an epoch, received and sent, in the order in which they came. Immutable. */
public final class Proposals {
  /** None. */
  public static final Proposals NONE = new Proposals(Map.of());

  private final Map<ProposalRef, Held> byRef;

  /** One of them, and its bytes: counted when it comes, not each time that another one does. */
  private record Held(AuthenticatedContent message, int size) {
    /**
     * Of its own bytes: those that came with it are a view of a whole message, which may be padded.
     */
    static Held of(AuthenticatedContent message) {
      Bytes encoded = message.encode();
      return new Held(
          AuthenticatedContent.read(new MlsReader(encoded.compact())), encoded.length());
    }
  }

  private Proposals(Map<ProposalRef, Held> byRef) {
    this.byRef = byRef;
  }

  /** Those that were stored, in their order. */
  static Proposals of(MlsCrypto crypto, List<AuthenticatedContent> messages) {
    Map<ProposalRef, Held> byRef = new LinkedHashMap<>();
    messages.forEach(message -> byRef.put(message.proposalRef(crypto), Held.of(message)));
    return new Proposals(byRef);
  }

  /** With another one, or the same again. */
  Proposals with(ProposalRef ref, AuthenticatedContent message) {
    Map<ProposalRef, Held> more = new LinkedHashMap<>(byRef);
    more.put(ref, Held.of(message));
    return new Proposals(more);
  }

  /** Without one of them. */
  Proposals without(ProposalRef ref) {
    Map<ProposalRef, Held> fewer = new LinkedHashMap<>(byRef);
    fewer.remove(ref);
    return new Proposals(fewer);
  }

  /** The bytes of one. */
  static int size(AuthenticatedContent message) {
    return message.encode().length();
  }

  /** One by its hash. */
  public Optional<AuthenticatedContent> find(ProposalRef ref) {
    return Optional.ofNullable(byRef.get(ref)).map(Held::message);
  }

  /** Looks at each. */
  public void forEach(BiConsumer<ProposalRef, AuthenticatedContent> action) {
    byRef.forEach((ref, held) -> action.accept(ref, held.message()));
  }

  /** Their hashes. */
  public List<ProposalRef> refs() {
    return List.copyOf(byRef.keySet());
  }

  /** The messages themselves. */
  public List<AuthenticatedContent> messages() {
    return byRef.values().stream().map(Held::message).toList();
  }

  /** How many there are of some senders, and how large they are together. */
  Load of(Predicate<Sender> senders) {
    int count = 0;
    long bytes = 0;
    for (Held held : byRef.values()) {
      if (senders.test(held.message().content().sender())) {
        count++;
        bytes += held.size();
      }
    }
    return new Load(count, bytes);
  }

  /** So many, of so many bytes together. */
  record Load(int count, long bytes) {
    boolean hasRoomFor(int size, Load most) {
      return count < most.count && bytes + size <= most.bytes;
    }
  }

  @Override
  public String toString() {
    return "Proposals[" + byRef.size() + "]";
  }
}
