package chat.sotto.client.group;

import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Username;

/** What a commit of the log means for a group. */
public sealed interface Processed {
  /**
   * It counts. The caller goes on from {@code next}, once it has stored it.
   *
   * @param author who made it
   * @param device by which device
   */
  record Applied(GroupState next, Change change, Username author, DeviceId device)
      implements Processed {}

  /** It does not count, for any honest member: the state stays. */
  record Skipped(SkipReason reason) implements Processed {}

  /** It counts, but not for this device, which must join again to read on. */
  record MustRejoin(RejoinReason reason) implements Processed {}

  /** What an applied commit did. */
  enum Change {
    /** Its author joined the chat. */
    MEMBER_JOINED,
    /** A further device of a member joined. */
    DEVICE_JOINED,
    /** A device that had fallen behind joined again. */
    DEVICE_REJOINED,
    /** The epoch's key was replaced. */
    REKEYED
  }

  /** Why a commit is skipped. Pure: from group state and log entry alone. */
  enum SkipReason {
    /** Bytes that do not decode. */
    MALFORMED,
    /** Another chat's. */
    OTHER_CHAT,
    /** Not the epoch after this one. */
    WRONG_EPOCH,
    /** Built on another state of the same epoch. */
    OTHER_BASE,
    /** The entry's sender is not the commit's signer. */
    WRONG_SENDER,
    /** The signer is no member, and does not join. */
    NOT_A_MEMBER,
    /** The joiner is neither invited nor a member. */
    NOT_INVITED,
    /** The joiner shows another account key than the invited or present one. */
    ACCOUNT_KEY_DIFFERS,
    /** The account key did not sign the device. */
    NOT_ATTESTED,
    /** The attestation is older than another of this account in the group. */
    GENERATION_TOO_OLD,
    /** The device id is another user's. */
    DEVICE_TAKEN,
    /** More members or devices than a group may have. */
    TOO_MANY,
    /** The statement in the clear says something else. */
    STATEMENT_DIFFERS,
    /** The signature is not the signer's. */
    BAD_SIGNATURE
  }

  /** Why this device must join again. */
  enum RejoinReason {
    /** The fresh secret does not open. */
    SECRET_DOES_NOT_OPEN,
    /** The epoch derived from it is not the author's. */
    CONFIRMATION_DIFFERS
  }
}
