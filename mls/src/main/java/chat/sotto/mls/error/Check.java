package chat.sotto.mls.error;

/**
 * The checks of RFC 9420 that input can fail. Each has a line in {@code docs/validation.md}, code
 * that cites its section, and a test in which exactly it fails.
 */
public enum Check {
  /** The nodes of an update path. */
  PATH_LENGTH("path-length", "7.6", "the path has a node for each of the filtered direct path"),
  /** The ciphertexts of an update path. */
  PATH_RECIPIENTS(
      "path-recipients", "7.6", "each path secret is encrypted once for each who is to have it"),
  /** The parent hash of a committer's leaf. */
  PATH_PARENT_HASH(
      "path-parent-hash", "7.5", "the committer's leaf has the parent hash of its path"),
  /** A decrypted path secret. */
  PATH_SECRET("path-secret", "7.5", "the path secret is genuine and as long as a hash"),
  /** The keys that a path secret leads to. */
  PATH_KEYS("path-keys", "7.5", "the path secret leads to the public keys that are announced"),
  /** The parent nodes of a tree. */
  TREE_PARENT_HASH(
      "tree-parent-hash", "7.9.2", "each parent node is covered by one chain of parent hashes"),
  /** A public message of a member. */
  MEMBERSHIP_TAG("membership-tag", "6.2", "the sender of the public message knows the group"),
  /** The signature of a message. */
  MESSAGE_SIGNATURE("message-signature", "6.1", "the sender signed the message"),
  /** What a sender may send. */
  SENDER_CONTENT(
      "sender-content", "6.1", "the sender may send this: from outside only certain proposals"),
  /** The form of application data. */
  APPLICATION_DATA_PUBLIC("application-data-public", "6", "application data is encrypted"),
  /** The encrypted sender of a private message. */
  SENDER_DATA("sender-data", "6.3.2", "the encrypted sender data is genuine"),
  /** The sender of a private message. */
  SENDER_LEAF("sender-leaf", "6.3.2", "the sender's leaf is within the tree and not blank"),
  /** The ciphertext of a private message. */
  MESSAGE_CIPHERTEXT("message-ciphertext", "6.3.1", "the encrypted content is genuine"),
  /** The place of a message in its ratchet. */
  GENERATION("generation", "9.1", "the message is not too far ahead of the sender's last"),
  /** The group secrets of a welcome. */
  WELCOME_SECRETS("welcome-secrets", "12.4.3.1", "the encrypted group secrets are genuine"),
  /** The group info of a welcome. */
  WELCOME_GROUP_INFO("welcome-group-info", "12.4.3.1", "the encrypted group info is genuine");

  private final String id;
  private final String section;
  private final String rule;

  Check(String id, String section, String rule) {
    this.id = id;
    this.section = section;
    this.rule = rule;
  }

  /** The name in {@code docs/validation.md}. */
  public String id() {
    return id;
  }

  /** Where RFC 9420 asks for it. */
  public String section() {
    return section;
  }

  /** What has to hold. */
  public String rule() {
    return rule;
  }
}
