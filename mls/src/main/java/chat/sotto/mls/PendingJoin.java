package chat.sotto.mls;

import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.group.GroupInfos;
import chat.sotto.mls.group.GroupState;
import chat.sotto.mls.group.StoredState;
import chat.sotto.mls.wire.Epoch;
import chat.sotto.mls.wire.GroupId;
import chat.sotto.mls.wire.GroupInfo;
import chat.sotto.mls.wire.MlsMessage;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** An external commit of one's own, which waits until the group takes it. */
public final class PendingJoin {
  private final GroupSettings settings;
  private final GroupState next;
  private final MlsMessage message;
  private final AtomicBoolean over = new AtomicBoolean();

  PendingJoin(GroupSettings settings, GroupState next, MlsMessage message) {
    this.settings = settings;
    this.next = next;
    this.message = message;
  }

  /** The group that is joined. */
  public GroupId id() {
    return next.context().group();
  }

  /** The epoch that the commit begins. */
  public Epoch epoch() {
    return next.context().epoch();
  }

  /** The commit, to everybody in the group. */
  public MlsMessage message() {
    return message;
  }

  /** The new epoch as those see it who join by an external commit; good once this one is taken. */
  public GroupInfo groupInfo() {
    return GroupInfos.make(next, true);
  }

  /** The group took it: one is a member. */
  public Group merge() {
    end();
    return new Group(next, settings);
  }

  /** The group did not take it: erases its secrets. */
  public void discard() {
    end();
    next.erase(Optional.empty());
  }

  private void end() {
    if (!over.compareAndSet(false, true)) {
      throw ended();
    }
  }

  private static MisuseException ended() {
    return new MisuseException("this join was merged or discarded before");
  }

  /** What {@link #restore} takes. It has secrets in the clear: encrypt it, and erase it. */
  public Secret serialize() {
    if (over.get()) {
      throw ended();
    }
    return Storage.store(
        Storage.Kind.JOIN,
        next.crypto().suite(),
        shelf -> {
          shelf.open().write(message);
          StoredState.write(next, Optional.empty(), shelf);
        });
  }

  /**
   * The pending commit that was stored.
   *
   * @throws chat.sotto.mls.error.MalformedException if it is damaged or of an unknown version
   */
  public static PendingJoin restore(Secret stored, GroupSettings settings) {
    return Storage.restore(
        Storage.Kind.JOIN,
        stored,
        (crypto, open, secret) -> {
          MlsMessage message = MlsMessage.read(open);
          return new PendingJoin(
              settings,
              StoredState.read(settings.of(crypto), Optional.empty(), open, secret),
              message);
        });
  }

  @Override
  public String toString() {
    return "PendingJoin[" + id().value() + ", " + epoch() + "]";
  }
}
