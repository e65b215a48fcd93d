package chat.sotto.client.transport;

import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.Username;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chat as the server knows it.
 *
 * @param lastSeq the log's end
 * @param latestHandshake sequence of the latest commit
 * @param joinedSeq the commit by which this device joined; 0 when it has not
 * @param position this device's position
 * @param hashBeforeJoin H(joinedSeq - 1); null when this device has not joined
 */
public record ChatSummary(
    ChatId chat,
    ChatKind kind,
    ChatState state,
    List<Member> members,
    long lastSeq,
    long latestHandshake,
    long joinedSeq,
    long position,
    @Nullable LogHash hashBeforeJoin) {

  public ChatSummary {
    members = List.copyOf(members);
  }

  /**
   * A member or an invited user.
   *
   * @param invited invited, not joined yet
   */
  public record Member(Username username, boolean invited) {}
}
