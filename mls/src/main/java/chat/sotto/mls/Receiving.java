package chat.sotto.mls;

import chat.sotto.mls.error.MalformedException;
import chat.sotto.mls.error.UnavailableException;
import chat.sotto.mls.group.Committed;
import chat.sotto.mls.group.GroupState;
import chat.sotto.mls.group.Incoming;
import chat.sotto.mls.group.PastEpochs;
import chat.sotto.mls.group.Waiting;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.wire.ApplicationData;
import chat.sotto.mls.wire.Commit;
import chat.sotto.mls.wire.Content;
import chat.sotto.mls.wire.FramedContent;
import chat.sotto.mls.wire.MlsMessage;
import chat.sotto.mls.wire.PrivateMessage;
import chat.sotto.mls.wire.PublicMessage;
import chat.sotto.mls.wire.Sender;

/** What a group makes of a message. */
final class Receiving {
  private final Group group;
  private final GroupState state;

  private Receiving(Group group) {
    this.group = group;
    this.state = group.state();
  }

  /** Processes a message of a group that is not left. */
  static Received process(Group group, MlsMessage message) {
    return new Receiving(group).process(message);
  }

  private Received process(MlsMessage message) {
    Incoming incoming = open(message.body());
    FramedContent framed = incoming.content().content();
    Content content = framed.content();
    if (content instanceof Commit) {
      requireAnothers(framed.sender());
      return new StagedCommit(
          group,
          incoming,
          Committed.process(state, group.settings().preSharedKeys(), incoming.content()));
    }
    if (content instanceof ApplicationData data) {
      return group.step(() -> application(incoming, framed, data));
    }
    return group.step(() -> proposal(incoming));
  }

  private void requireAnothers(Sender sender) {
    if (sender.equals(new Sender.Member(state.self()))) {
      throw new UnavailableException(
          UnavailableException.What.PRIVATE_KEY,
          "one's own commit is followed by merging what is pending");
    }
  }

  private Incoming open(MlsMessage.Body body) {
    if (body instanceof PrivateMessage message) {
      return Incoming.open(state, message);
    }
    if (body instanceof PublicMessage message) {
      return Incoming.open(state, message);
    }
    throw new MalformedException("neither a public nor a private message");
  }

  private Received application(Incoming incoming, FramedContent framed, ApplicationData data) {
    RatchetTree tree =
        state.past().find(framed.epoch()).map(PastEpochs.Past::tree).orElse(state.tree());
    return new Received.Application(
        group.with(incoming.accept()),
        Member.at(tree, ((Sender.Member) framed.sender()).leaf()),
        framed.epoch(),
        framed.authenticatedData(),
        data.data());
  }

  private Received proposal(Incoming incoming) {
    return new Received.NewProposal(
        group.with(Waiting.receive(incoming)),
        PendingProposal.of(incoming.content().proposalRef(state.crypto()), incoming.content()));
  }
}
