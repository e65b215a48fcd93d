package chat.sotto.client.session;

import chat.sotto.client.group.GroupAgreement;
import chat.sotto.client.identity.LocalDevice;
import chat.sotto.client.model.ChatInfo;
import chat.sotto.client.model.Seq;
import chat.sotto.client.profile.Cursor;
import chat.sotto.client.profile.Profile;
import chat.sotto.client.profile.StoredChat;
import chat.sotto.client.transfer.Transfers;
import chat.sotto.client.transport.ClientFrame;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What the parts of a session share.
 *
 * @param blocking runs what may block and belongs to no chat
 */
record SessionContext(
    Profile profile,
    LocalDevice self,
    GroupAgreement agreement,
    ServerAccess access,
    EventHub hub,
    InstantSource clock,
    FrameSink uplink,
    VaultSync vaultSync,
    Pins pins,
    RetentionPromise promise,
    Transfers transfers,
    Executor blocking,
    ScheduledExecutorService timer) {

  /** Where frames for the server go. */
  interface FrameSink {
    /** Queues a frame; it is lost if no stream is open. */
    void offer(ClientFrame frame);

    /** Whether a stream is open. */
    boolean isOpen();
  }

  /** A chat as its user sees it in a list. */
  ChatInfo describe(StoredChat chat) {
    Seq last = profile.chats().findCursor(chat.chat()).map(Cursor::position).orElse(Seq.ZERO);
    return ChatHistory.info(
        chat, self.user(), profile.chats().unread(chat.chat(), self.user()), last);
  }
}
