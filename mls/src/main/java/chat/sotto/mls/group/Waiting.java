package chat.sotto.mls.group;

import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.error.UnavailableException;
import chat.sotto.mls.validation.ProposalRules;
import chat.sotto.mls.validation.Proposed;
import chat.sotto.mls.wire.AuthenticatedContent;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProposalRef;
import chat.sotto.mls.wire.Sender;
import java.util.Optional;

/** The proposals that wait in an epoch: which get in, and how many. */
public final class Waiting {
  /** In all, for each is copied and stored with every step. */
  private static final Proposals.Load MOST = new Proposals.Load(1024, 8 << 20);

  /**
   * Of one member, or one of those outside whom the group lists. What is larger, as extensions of a
   * group may be, can still be committed without being proposed first.
   */
  private static final Proposals.Load MOST_OF_SENDER = new Proposals.Load(64, 1 << 20);

  /**
   * Of all who ask to be added: whoever carries the messages can tell whom to let through. That is
   * 8 KiB for each, which is room for a chain of certificates.
   */
  private static final Proposals.Load MOST_OF_STRANGERS = new Proposals.Load(32, 256 << 10);

  private Waiting() {}

  /**
   * The state to go on with after a proposal came.
   *
   * @throws RejectedException if no commit could take it in
   * @throws UnavailableException if there is no room for it
   */
  public static GroupState receive(Incoming incoming) {
    GroupState state = incoming.before();
    AuthenticatedContent message = incoming.content();
    Proposal proposal = (Proposal) message.content().content();
    if (state.proposals().find(message.proposalRef(state.crypto())).isEmpty()) {
      checkRoom(state, message);
    }
    check(state, new Proposed(proposal, message.content().sender(), true));
    return incoming.accept().withProposal(message);
  }

  /**
   * Refuses what is wrong with any extensions of the group. Those that it has now may be replaced
   * by the very commit that takes the proposal in, and then it would be missed here.
   */
  private static void check(GroupState state, Proposed proposed) {
    if (proposed.proposal() instanceof Proposal.ExternalInit) {
      throw new RejectedException(Check.LIST_EXTERNAL_INIT);
    }
    new ProposalRules(
            state.crypto(),
            state.settings().policy(),
            state.context().withExtensions(Extensions.NONE),
            state.tree(),
            Optional.empty())
        .check(proposed);
  }

  /** Whether there is room for one more. */
  static void checkRoom(GroupState state, AuthenticatedContent message) {
    Sender sender = message.content().sender();
    int size = Proposals.size(message);
    Proposals.Load most = isStranger(sender) ? MOST_OF_STRANGERS : MOST_OF_SENDER;
    if (!state.proposals().of(sender::equals).hasRoomFor(size, most)
        || !state.proposals().of(any -> true).hasRoomFor(size, MOST)) {
      throw new UnavailableException(
          UnavailableException.What.ROOM, "too many proposals wait in this epoch, or too large");
    }
  }

  /** Whether somebody asks for itself, whom nobody in the group knows. */
  public static boolean isStranger(Sender sender) {
    return sender instanceof Sender.NewMemberProposal;
  }

  /**
   * Refuses to go on as if nothing had been proposed: a member who should be gone must be removed
   * first (§12.4). Strangers who ask to be added do not count, or anybody could silence a group.
   */
  static void requireNone(GroupState state) {
    if (state.proposals().of(sender -> !isStranger(sender)).count() > 0) {
      throw new MisuseException("commit the proposals of this epoch before sending");
    }
  }

  /**
   * Forgets one, and the keys if it was an own Update.
   *
   * @throws MisuseException if it does not wait
   */
  public static GroupState withdraw(GroupState state, ProposalRef ref) {
    AuthenticatedContent message =
        state
            .proposals()
            .find(ref)
            .orElseThrow(() -> new MisuseException("no such proposal waits in this epoch"));
    return state.withoutProposal(ref, (Proposal) message.content().content());
  }
}
