package chat.sotto.mls.error;

/**
 * The checks of RFC 9420 that input can fail. Each has a line in {@code docs/validation.md}, code
 * that cites its section, and a test in which exactly it fails.
 */
public enum Check {
  /** The nodes of an update path. */
  PATH_LENGTH("path-length", "7.6", "the path has a node for each of the filtered direct path"),
  /** The public keys of an update path. */
  PATH_KEM_KEYS("path-kem-keys", "5.1.1", "the path's public keys are keys of the suite's KEM"),
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
  WELCOME_GROUP_INFO("welcome-group-info", "12.4.3.1", "the encrypted group info is genuine"),
  /** A leaf node's signature. */
  LEAF_SIGNATURE("leaf-signature", "7.3", "the leaf node is signed by its own key"),
  /** A leaf node's encryption key. */
  LEAF_KEM_KEY("leaf-kem-key", "10", "the encryption key is a key of the suite's KEM"),
  /** A leaf node's credential. */
  LEAF_CREDENTIAL("leaf-credential", "5.3.1", "the caller's policy accepts the credential"),
  /** The certificate of an x509 credential. */
  LEAF_CERTIFICATE(
      "leaf-certificate", "5.3", "the first certificate is for the leaf's signature key"),
  /** The own credential's type. */
  LEAF_OWN_CREDENTIAL(
      "leaf-own-credential", "7.2", "the leaf's capabilities list the type of its credential"),
  /** The version and suite of a leaf. */
  LEAF_SUITE("leaf-suite", "7.3", "the leaf's capabilities list the group's version and suite"),
  /** What the group requires of a leaf. */
  LEAF_REQUIRED("leaf-required", "7.3", "the leaf supports all that the group requires"),
  /** The group's extensions. */
  LEAF_GROUP_EXTENSIONS(
      "leaf-group-extensions", "13.4", "the leaf supports every extension of the group"),
  /** A leaf's own extensions. */
  LEAF_EXTENSIONS("leaf-extensions", "7.3", "the leaf's capabilities list its own extensions"),
  /** A leaf's lifetime. */
  LEAF_LIFETIME("leaf-lifetime", "7.3", "who sends a key package does so within its lifetime"),
  /** The length of a leaf's lifetime. */
  LEAF_LIFETIME_LENGTH(
      "leaf-lifetime-length", "7.2", "the lifetime is no longer than the caller allows"),
  /** A leaf's source. */
  LEAF_SOURCE("leaf-source", "7.3", "the leaf was made for what it is used for"),
  /** The key of an updated leaf. */
  LEAF_KEY_UNCHANGED("leaf-key-unchanged", "7.3", "an update brings a new encryption key"),
  /** The credential of an updated leaf. */
  LEAF_SUCCESSOR(
      "leaf-successor", "5.3.1", "the caller's policy accepts the new credential for the old"),
  /** Signature keys of a group. */
  LEAF_SIGNATURE_KEY_UNIQUE(
      "leaf-signature-key-unique", "7.3", "no two members have the same signature key"),
  /** Encryption keys of a group. */
  LEAF_ENCRYPTION_KEY_UNIQUE(
      "leaf-encryption-key-unique", "7.3", "no two members have the same encryption key"),
  /** Credential types of a group. */
  LEAF_CREDENTIAL_TYPES(
      "leaf-credential-types", "7.3", "every member supports every credential type in use"),
  /** Clients of a group. */
  LEAF_SAME_CLIENT("leaf-same-client", "12.2", "a new leaf is of no client that has another one"),
  /** The version and suite of a key package. */
  KEY_PACKAGE_SUITE(
      "key-package-suite", "10.1", "the key package is for the group's version and suite"),
  /** A key package's signature. */
  KEY_PACKAGE_SIGNATURE(
      "key-package-signature", "10.1", "the key package is signed by its leaf's key"),
  /** A key package's init key. */
  KEY_PACKAGE_INIT_KEY("key-package-init-key", "10.1", "init key and encryption key are different"),
  /** A key package's init key as a key. */
  KEY_PACKAGE_KEM_KEY("key-package-kem-key", "10", "the init key is a key of the suite's KEM"),
  /** The extensions of a key package. */
  KEY_PACKAGE_EXTENSIONS(
      "key-package-extensions", "10", "the capabilities list the key package's extensions"),
  /** The hash of a tree. */
  TREE_HASH("tree-hash", "12.4.3.1", "the tree has the hash that the group context tells"),
  /** Unmerged leaves of a tree. */
  TREE_UNMERGED(
      "tree-unmerged", "12.4.3.1", "unmerged leaves are members below, and listed all the way up"),
  /** Keys of parent nodes. */
  TREE_PARENT_KEY_UNIQUE(
      "tree-parent-key-unique", "12.4.3.1", "no parent node has the key of another node"),
  /** Keys of parent nodes as keys. */
  TREE_KEM_KEYS("tree-kem-keys", "5.1.1", "the parent nodes' keys are keys of the suite's KEM"),
  /** Who a Remove removes. */
  REMOVE_MEMBER("remove-member", "12.1.3", "a Remove names a leaf that is not blank"),
  /** The nonce of a pre-shared key. */
  PSK_NONCE("psk-nonce", "12.1.4", "the nonce of a pre-shared key is as long as a hash"),
  /** The usage of a resumption key. */
  PSK_USAGE(
      "psk-usage", "12.1.4", "keys for re-initialising and branching are used for that alone"),
  /** The number of pre-shared keys. */
  PSK_COUNT("psk-count", "8.4", "there are no more pre-shared keys than 16 bits can count"),
  /** The version of a ReInit. */
  REINIT_VERSION("reinit-version", "12.1.5", "a ReInit does not go back to an older version"),
  /** The external senders of a group. */
  EXTERNAL_SENDER_CREDENTIAL(
      "external-sender-credential", "5.3.1", "the caller's policy accepts the external senders"),
  /** Updates by the committer. */
  LIST_OWN_UPDATE("list-own-update", "12.2", "no Update is the committer's own"),
  /** Removal of the committer. */
  LIST_OWN_REMOVE("list-own-remove", "12.2", "no Remove removes the committer"),
  /** Several changes of one leaf. */
  LIST_SAME_LEAF("list-same-leaf", "12.2", "no two Updates or Removes are about the same leaf"),
  /** Several additions of one client. */
  LIST_SAME_CLIENT("list-same-client", "12.2", "no two Adds add the same client"),
  /** Addition of a member. */
  LIST_MEMBER_AGAIN(
      "list-member-again", "12.2", "no Add adds a client that is a member and stays one"),
  /** Several uses of a pre-shared key. */
  LIST_SAME_PSK("list-same-psk", "12.2", "no two proposals name the same pre-shared key"),
  /** Several replacements of the extensions. */
  LIST_EXTENSIONS_TWICE(
      "list-extensions-twice", "12.2", "the extensions are replaced at most once"),
  /** A ReInit among others. */
  LIST_REINIT_ALONE("list-reinit-alone", "12.2", "a ReInit comes without other proposals"),
  /** An ExternalInit by a member. */
  LIST_EXTERNAL_INIT("list-external-init", "12.2", "members commit no ExternalInit"),
  /** Proposals of unknown types. */
  LIST_UNSUPPORTED(
      "list-unsupported", "12.2", "all who process the commit support the proposal's type"),
  /** Updates that nobody could have sent. */
  LIST_UPDATE_SENDER("list-update-sender", "12.1.2", "an Update is from a member"),
  /** The ExternalInit of an external commit. */
  EXTERNAL_COMMIT_INIT(
      "external-commit-init", "12.2", "an external commit has exactly one ExternalInit"),
  /** The Removes of an external commit. */
  EXTERNAL_COMMIT_REMOVE(
      "external-commit-remove", "12.2", "an external commit has at most one Remove"),
  /** Other proposals of an external commit. */
  EXTERNAL_COMMIT_OTHER(
      "external-commit-other", "12.2", "an external commit has no proposals of other types"),
  /** References in an external commit. */
  EXTERNAL_COMMIT_REFERENCE(
      "external-commit-reference",
      "12.4.3.2",
      "an external commit includes its proposals by value"),
  /** The path of a commit. */
  COMMIT_PATH("commit-path", "12.4", "a commit has a path unless all its proposals do without"),
  /** The group of a message. */
  MESSAGE_GROUP("message-group", "6", "the message is for this group"),
  /** The epoch of a message. */
  MESSAGE_EPOCH("message-epoch", "12.4.2", "the message is of the current epoch"),
  /** External senders. */
  EXTERNAL_SENDER("external-sender", "12.1.8", "an external sender is one that the group lists"),
  /** Proposals that a commit names. */
  COMMIT_PROPOSAL("commit-proposal", "12.4", "a proposal that a commit names was received"),
  /** The keys of a commit's path. */
  PATH_KEYS_NEW("path-keys-new", "12.4.2", "no node of the tree has a public key of the path"),
  /** The confirmation tag of a commit or group info. */
  CONFIRMATION_TAG("confirmation-tag", "6.1", "sender and receiver came to the same epoch secrets"),
  /** The recipients of a welcome. */
  WELCOME_RECIPIENT("welcome-recipient", "12.4.3.1", "the welcome is for this key package"),
  /** The suite of a welcome. */
  WELCOME_SUITE(
      "welcome-suite", "12.4.3.1", "welcome, group info and key package are of one suite"),
  /** The pre-shared keys of a welcome. */
  WELCOME_PSKS("welcome-psks", "12.4.3.1", "a key for re-initialising or branching comes once"),
  /** The signature of a group info. */
  GROUP_INFO_SIGNATURE(
      "group-info-signature", "12.4.3", "a member of the tree signed the group info"),
  /** The leaf of somebody who joins. */
  WELCOME_LEAF("welcome-leaf", "12.4.3.1", "the tree has the leaf of the key package"),
  /** The link of a group that is to continue or branch off another. */
  LINK_EXPECTED("link-expected", "11.2", "a group that is joined as one linked to another is that"),
  /** The first epoch of a linked group. */
  LINK_EPOCH("link-epoch", "12.4.3.1", "a linked group is joined in its first epoch after 0"),
  /** The parameters of a group that continues another. */
  REINIT_MATCH("reinit-match", "12.4.3.1", "the new group is what the ReInit said"),
  /** The members of a group that continues another. */
  REINIT_MEMBERS("reinit-members", "12.4.3.1", "all members of the old group are in the new one"),
  /** The parameters of a group that branches off another. */
  BRANCH_MATCH("branch-match", "12.4.3.1", "a branch has version and suite of its group"),
  /** The members of a group that branches off another. */
  BRANCH_MEMBERS("branch-members", "12.4.3.1", "all members of a branch are in its group");

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
