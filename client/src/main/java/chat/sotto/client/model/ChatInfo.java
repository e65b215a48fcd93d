package chat.sotto.client.model;

import java.util.List;

/**
 * A chat as its user sees it in a list.
 *
 * @param chat the chat
 * @param kind what it is
 * @param title what to show: a group's title; of a direct chat the other person's name
 * @param members names of all members and invited, sorted, the user's own among them
 * @param state where it stands
 * @param unread messages of others beyond the user's read mark
 * @param lastSeq the end of the log as far as this device knows it; 0 before its first entry
 */
public record ChatInfo(
    ChatId chat,
    ChatKind kind,
    String title,
    List<Username> members,
    ChatState state,
    long unread,
    Seq lastSeq) {
  public ChatInfo {
    members = List.copyOf(members);
  }
}
