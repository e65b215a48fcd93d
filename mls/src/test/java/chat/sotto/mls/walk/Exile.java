package chat.sotto.mls.walk;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.Client;
import chat.sotto.mls.Group;
import chat.sotto.mls.Received;
import chat.sotto.mls.StagedCommit;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.MlsException;
import chat.sotto.mls.wire.MlsMessage;
import java.util.List;

/**
 * Somebody who was removed, and kept an old state against the rules: it goes as far with that as it
 * gets, does not follow its removal, and tries to read on.
 */
final class Exile {
  private final Group group;
  private final long removedIn;

  private Exile(Group group, long removedIn) {
    this.group = group;
    this.removedIn = removedIn;
  }

  /**
   * One that was removed.
   *
   * @param since what has happened from the stored state up to the removal
   * @param removedIn the first epoch without it
   */
  static Exile of(String name, Client client, Secret hoard, List<Handshake> since, long removedIn) {
    Group group = Group.restore(hoard, client.settings());
    for (Handshake handshake : since) {
      if (handshake.author().equals(name) || handshake.epoch() + 1 == removedIn) {
        break;
      }
      Received received;
      try {
        received = group.process(Walker.travelled(handshake.message()));
      } catch (MlsException e) {
        break;
      }
      group =
          received instanceof StagedCommit commit
              ? commit.merge().getGroup()
              : ((Received.NewProposal) received).group();
    }
    return new Exile(group, removedIn);
  }

  /** It must not be able to. */
  void tries(long epoch, MlsMessage message) {
    if (epoch >= removedIn) {
      assertThatExceptionOfType(MlsException.class)
          .isThrownBy(() -> group.process(Walker.travelled(message)));
    }
  }
}
