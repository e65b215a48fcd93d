package chat.sotto.client.group;

import chat.sotto.client.identity.AccountKey;
import chat.sotto.client.identity.LocalDevice;
import chat.sotto.client.identity.TestDevices;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.Generation;
import java.util.List;

/** Anna asks Bob for a direct chat: where most tests begin. */
public final class GroupTestBed {
  public final GroupAgreement agreement = new InterimGroupAgreement(TestDevices.SERVER);
  public final ChatId chat = ChatId.random();
  public final AccountKey annaAccount = AccountKey.generate();
  public final AccountKey bobAccount = AccountKey.generate();
  public final LocalDevice anna = TestDevices.of("anna", annaAccount, Generation.FIRST);
  public final LocalDevice bob = TestDevices.of("bob", bobAccount, Generation.FIRST);
  public final PendingCommit created =
      agreement.create(
          new NewGroup(
              chat, ChatKind.DIRECT, List.of(new Invitation(bob.user(), bobAccount.publicKey()))),
          anna);
  public final PendingCommit joined = agreement.join(chat, created.groupInfo().toByteArray(), bob);

  /** What a commit of somebody means to a state. */
  public Processed process(GroupState state, PendingCommit commit, LocalDevice sender) {
    return agreement.process(
        state, commit.commit().toByteArray(), commit.statement(), sender.device());
  }

  /** Anna's state after Bob has joined. */
  public GroupState annaAfterJoin() {
    return ((Processed.Applied) process(created.next(), joined, bob)).next();
  }
}
