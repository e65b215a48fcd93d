package chat.sotto.service.usecase.chat;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.Rejection;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.store.ChatStore;
import com.google.protobuf.ByteString;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Puts a better group info in the place of one that nobody can join by. */
public final class ReplaceGroupInfo {
  private final ChatStore chats;
  private final ServerTime time;

  /** Over the chats. */
  public ReplaceGroupInfo(ChatStore chats, ServerTime time) {
    this.chats = chats;
    this.time = time;
  }

  /** Gives why not, or nothing when it is done. */
  public CompletableFuture<Optional<Rejection>> replace(
      ChatId chat, DeviceRef author, Seq handshake, ByteString groupInfo) {
    return chats.replaceGroupInfo(chat, author, handshake, groupInfo, time.now());
  }
}
