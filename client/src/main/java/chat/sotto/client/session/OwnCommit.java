package chat.sotto.client.session;

import chat.sotto.client.codec.ByteReader;
import chat.sotto.client.codec.ByteWriter;
import chat.sotto.client.codec.MalformedBytesException;
import chat.sotto.client.group.GroupAgreement;
import chat.sotto.client.group.PendingCommit;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.primitives.Secrets;
import chat.sotto.client.transport.CommitDraft;
import com.google.crypto.tink.util.SecretBytes;
import com.google.protobuf.ByteString;

/**
 * An own commit on its way: pending until it comes back in the log, or another's comes first.
 *
 * @param clientId by which the log's entry is recognised
 * @param after sequence of the commit that it builds on
 */
record OwnCommit(ClientMessageId clientId, long after, PendingCommit pending) {

  static OwnCommit of(PendingCommit pending, long after) {
    return new OwnCommit(ClientMessageId.random(), after, pending);
  }

  CommitDraft draft(ChatId chat) {
    return new CommitDraft(
        chat,
        clientId,
        after,
        ByteString.copyFrom(pending.commit().toByteArray()),
        ByteString.copyFrom(pending.groupInfo().toByteArray()),
        pending.statement());
  }

  SecretBytes serialize(GroupAgreement agreement) {
    return Secrets.of(
        new ByteWriter()
            .raw(clientId.value())
            .u64(after)
            .raw(Secrets.export(agreement.serialize(pending)))
            .toBytes());
  }

  static OwnCommit restore(SecretBytes serialized, GroupAgreement agreement) {
    ByteReader in = new ByteReader(Secrets.export(serialized));
    try {
      return new OwnCommit(
          ClientMessageId.of(in.raw(16)),
          in.u64(),
          agreement.restorePending(Secrets.of(in.rest())));
    } catch (MalformedBytesException e) {
      throw new SottoException(Reason.PROFILE_UNREADABLE, "an own commit cannot be read").cause(e);
    }
  }
}
