package chat.sotto.client.profile;

import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.Username;
import java.util.List;

/**
 * What rarely changes about a chat.
 *
 * @param chat its id
 * @param kind what it is
 * @param state where it stands
 * @param title a group's title; empty for a direct chat
 * @param members joined and invited users, this one among them
 * @param joined the commit by which this device joined; {@link Seq#ZERO} while it has not
 */
public record StoredChat(
    ChatId chat, ChatKind kind, ChatState state, String title, List<Member> members, Seq joined) {
  public StoredChat {
    members = List.copyOf(members);
  }

  /** The same in another state. */
  public StoredChat withState(ChatState newState) {
    return new StoredChat(chat, kind, newState, title, members, joined);
  }

  /** The same with other members. */
  public StoredChat withMembers(List<Member> newMembers) {
    return new StoredChat(chat, kind, state, title, newMembers, joined);
  }

  /**
   * Somebody in a chat.
   *
   * @param username who
   * @param invited invited, not joined yet
   */
  public record Member(Username username, boolean invited) {}
}
