package chat.sotto.client.transfer;

import chat.sotto.client.attachment.SealedFile;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.Username;
import chat.sotto.client.profile.Cursor;
import chat.sotto.client.profile.EntryStep;
import chat.sotto.client.profile.Profile;
import chat.sotto.client.profile.StoredChat;
import chat.sotto.client.profile.StoredEntry;
import java.time.Instant;
import java.util.List;

/** A chat whose only known message carries a file. */
final class History {
  private History() {}

  static void add(Profile profile, ChatId chat, Seq seq, SealedFile file) {
    Seq before = new Seq(seq.value() - 1);
    profile
        .chats()
        .begin(
            new StoredChat(chat, ChatKind.DIRECT, ChatState.ACTIVE, "", List.of(), seq),
            new Cursor(before, LogHash.ZERO, Seq.ZERO));
    profile
        .chats()
        .apply(
            EntryStep.of(
                chat,
                new Cursor(seq, LogHash.ZERO, Seq.ZERO),
                new StoredEntry(
                    seq,
                    LogHash.ZERO,
                    new Username("bob"),
                    DeviceId.random(),
                    ClientMessageId.random(),
                    Instant.EPOCH,
                    MessageKind.FILE,
                    true,
                    null,
                    null,
                    file)));
  }
}
