package chat.sotto.client.group;

import chat.sotto.client.identity.LocalDevice;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Reason;
import com.google.crypto.tink.util.SecretBytes;

/**
 * How devices agree on an epoch's key. Commits and group infos are opaque bytes to everybody else,
 * the server included.
 *
 * <p>Whether a received commit is skipped is a pure function of group state and log entry: never of
 * pins, clocks or whether something decrypts. So all honest members agree on it.
 */
public interface GroupAgreement {
  /**
   * Creates a group with this device as its first member. The result stays pending until the server
   * takes it.
   */
  PendingCommit create(NewGroup group, LocalDevice self);

  /**
   * Joins, or joins again, by the server's group info. Fails with {@link Reason#GROUP_INVALID},
   * {@link Reason#ATTESTATION_INVALID} or {@link Reason#NOT_INVITED}. Whether the members' account
   * keys are the pinned ones is for the caller to see in {@link PendingCommit#next}, before
   * anything is sent.
   */
  PendingCommit join(ChatId chat, byte[] groupInfo, LocalDevice self);

  /** Replaces the epoch's key by a fresh one. */
  PendingCommit rekey(GroupState state, LocalDevice self);

  /** A group info for a state, to replace a bad one on the server. */
  byte[] groupInfo(GroupState state, LocalDevice self);

  /**
   * Judges a commit of the log.
   *
   * @param sender the entry's sender device
   * @param statement what the entry says in the clear
   */
  Processed process(GroupState state, byte[] commit, CommitStatement statement, DeviceId sender);

  /** A state's form for the sealed profile. */
  SecretBytes serialize(GroupState state);

  /** A pending commit's form for the sealed profile. */
  SecretBytes serialize(PendingCommit pending);

  /** A state from {@link #serialize(GroupState)}; fails with {@link Reason#PROFILE_UNREADABLE}. */
  GroupState restoreState(SecretBytes serialized);

  /** From {@link #serialize(PendingCommit)}; fails with {@link Reason#PROFILE_UNREADABLE}. */
  PendingCommit restorePending(SecretBytes serialized);
}
