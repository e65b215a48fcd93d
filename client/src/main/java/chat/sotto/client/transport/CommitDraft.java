package chat.sotto.client.transport;

import chat.sotto.client.group.CommitStatement;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ClientMessageId;
import com.google.protobuf.ByteString;

/**
 * A handshake on its way to the server.
 *
 * @param chat the chat
 * @param clientId a repeat returns the first answer
 * @param afterHandshake sequence of the latest commit that the author has processed; 0 for the
 *     first
 * @param commit the commit, opaque to the server
 * @param groupInfo the group info after this commit
 * @param statement what it changes for readers and rights
 */
public record CommitDraft(
    ChatId chat,
    ClientMessageId clientId,
    long afterHandshake,
    ByteString commit,
    ByteString groupInfo,
    CommitStatement statement) {

  /** Without the bytes. */
  @Override
  public String toString() {
    return "CommitDraft[" + chat + " after " + afterHandshake + "]";
  }
}
