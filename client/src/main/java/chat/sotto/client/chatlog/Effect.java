package chat.sotto.client.chatlog;

import chat.sotto.client.content.EntryPayload;
import chat.sotto.client.content.MessageContent;
import chat.sotto.client.content.Opened.Refusal;
import chat.sotto.client.group.Processed.Change;
import chat.sotto.client.group.Processed.RejoinReason;
import chat.sotto.client.group.Processed.SkipReason;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Epoch;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.Username;

/** What the caller has to do, or to tell, because of an entry. */
public sealed interface Effect {
  /** A message passed every check. */
  record MessageReceived(Seq seq, Username author, DeviceId device, MessageContent content)
      implements Effect {}

  /** A message failed a check: tell that there is one, show nothing of it. */
  record MessageRefused(Seq seq, DeviceId sender, Refusal reason) implements Effect {}

  /** A message of an epoch whose key this device lacks, as it must join again. */
  record MessageUnreadable(Seq seq, DeviceId sender) implements Effect {}

  /**
   * A message whose payload was gone before this device saw it.
   *
   * @param expired whether the server says that it erased it because of its age
   */
  record MessageGone(Seq seq, DeviceId sender, boolean expired) implements Effect {}

  /** A message was deleted. Whether {@code by} is its author's device is for the caller to see. */
  record Deleted(Seq seq, Seq target, DeviceId by) implements Effect {}

  /** The own pending commit is in force. */
  record OwnCommitApplied(Seq seq, Epoch epoch) implements Effect {}

  /** Another's commit is in force. */
  record CommitApplied(Seq seq, Change change, Username author, DeviceId device, Epoch epoch)
      implements Effect {}

  /** A commit counts for nobody. */
  record CommitSkipped(Seq seq, SkipReason reason) implements Effect {}

  /** The own pending commit is void: build it again if it is still wanted. */
  record PendingSuperseded(Seq seq) implements Effect {}

  /** This device must join again to read on. */
  record MustRejoin(Seq seq, RejoinReason reason) implements Effect {}

  /** The server had something to say. */
  record Notice(Seq seq, EntryPayload.Notice notice) implements Effect {}

  /** An entry that does not decode, or of a kind that only newer versions know. */
  record NotUnderstood(Seq seq, int kind) implements Effect {}

  /** Entries are missing: fetch from {@code from} on. The entry was not processed. */
  record Gap(Seq from) implements Effect {}

  /**
   * The author of this entry knows another log at {@code place}: fetch again up to this entry,
   * replace the own copy if it was wrong, and process the entry again. It was not processed.
   */
  record PlaceDiffers(Seq seq, Seq place) implements Effect {}

  /** The difference stood: the server shows different logs. Tell the user, and stop sending. */
  record Forked(Seq seq, Seq place) implements Effect {}
}
