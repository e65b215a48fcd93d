package chat.sotto.mls.group;

import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.validation.Proposed;
import chat.sotto.mls.wire.AuthenticatedContent;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProposalOrRef;
import chat.sotto.mls.wire.Sender;
import java.util.ArrayList;
import java.util.List;

/** The proposals of a commit, those by reference found among the received ones (§12.4). */
final class ProposalLookup {
  private ProposalLookup() {}

  static List<Proposed> find(GroupState state, Sender committer, List<ProposalOrRef> entries) {
    List<Proposed> list = new ArrayList<>();
    for (ProposalOrRef entry : entries) {
      if (entry instanceof ProposalOrRef.ByValue value) {
        list.add(new Proposed(value.proposal(), committer, false));
      } else {
        AuthenticatedContent sent =
            state
                .proposals()
                .find(((ProposalOrRef.ByReference) entry).reference())
                .orElseThrow(() -> new RejectedException(Check.COMMIT_PROPOSAL));
        list.add(new Proposed((Proposal) sent.content().content(), sent.content().sender(), true));
      }
    }
    return list;
  }
}
