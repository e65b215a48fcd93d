package chat.sotto.client.transport;

import chat.sotto.client.vault.VaultRecords;

/** Everything that the chat listener offers. */
public interface ServerLinks {

  /** Sessions, passwords, devices. */
  AuthLink auth();

  /** People. */
  DirectoryLink directory();

  /** Conversations. */
  ChatLink chats();

  /** Bytes of files. */
  AttachmentLink attachments();

  /** Sealed records. */
  VaultRecords vault();

  /** The operator's calls. */
  AdminLink admin();
}
