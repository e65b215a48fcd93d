package chat.sotto.client.profile;

import chat.sotto.client.model.Seq;
import chat.sotto.client.model.Username;

/**
 * How far a member has come in a chat. Neither number ever falls.
 *
 * @param username who
 * @param delivered a device of theirs holds everything up to here
 * @param read they have read everything up to here
 */
public record Mark(Username username, Seq delivered, Seq read) {}
