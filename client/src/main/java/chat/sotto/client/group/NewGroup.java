package chat.sotto.client.group;

import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatKind;
import java.util.List;

/** What a group is created with: who is invited may join, with that account key and no other. */
public record NewGroup(ChatId chat, ChatKind kind, List<Invitation> invitations) {
  /** Copies the list. */
  public NewGroup {
    invitations = List.copyOf(invitations);
  }
}
