package chat.sotto.mls.group;

import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.schedule.SecretTree;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.wire.Epoch;
import chat.sotto.mls.wire.GroupContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of epochs that were left, so that messages of the application which come late can be
 * read. Immutable.
 *
 * @param list the oldest first
 */
public record PastEpochs(List<Past> list) {
  /** Of how many epochs something can be kept. */
  public static final int MOST = 64;

  /** None. */
  public static final PastEpochs NONE = new PastEpochs(List.of());

  /** Makes the list unmodifiable. */
  public PastEpochs {
    list = List.copyOf(list);
  }

  /**
   * What is kept of one.
   *
   * @param context what its members agreed on
   * @param tree its members; nodes above them may be missing
   * @param senderDataSecret hides who sent a message
   * @param messageKeys of its messages
   */
  public record Past(
      GroupContext context, RatchetTree tree, Secret senderDataSecret, SecretTree messageKeys) {
    static Past of(GroupState state) {
      return new Past(
          state.context(),
          state.tree(),
          state.secrets().senderDataSecret().copy(),
          state.messageKeys());
    }

    void erase() {
      senderDataSecret.erase();
      messageKeys.erase();
    }
  }

  /** An epoch, if it is kept. */
  public Optional<Past> find(Epoch epoch) {
    return list.stream().filter(past -> past.context().epoch().equals(epoch)).findFirst();
  }

  /** With the secret tree after a message of an epoch. */
  PastEpochs withMessageKeys(Epoch epoch, SecretTree after) {
    return new PastEpochs(
        list.stream()
            .map(
                past ->
                    past.context().epoch().equals(epoch)
                        ? new Past(past.context(), past.tree(), past.senderDataSecret(), after)
                        : past)
            .toList());
  }

  /** With an epoch that is being left, and without the oldest beyond the bound. */
  PastEpochs with(GroupState left, int kept) {
    if (kept == 0) {
      return NONE;
    }
    List<Past> more = new ArrayList<>(list);
    more.add(Past.of(left));
    return new PastEpochs(more.subList(Math.max(0, more.size() - kept), more.size()));
  }

  /** Overwrites those of epochs that others do not have. */
  void eraseAllBut(PastEpochs others) {
    for (Past past : list) {
      if (others.find(past.context().epoch()).isEmpty()) {
        past.erase();
      }
    }
  }

  boolean keeps(SecretTree keys) {
    return list.stream().anyMatch(past -> past.messageKeys() == keys);
  }
}
