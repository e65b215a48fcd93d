package chat.sotto.client.group;

import chat.sotto.client.model.AccountPublicKey;
import chat.sotto.client.model.Username;

/** Who may join, as the inviter knows them. */
public record Invitation(Username user, AccountPublicKey accountKey) {}
