package chat.sotto.client.session;

import chat.sotto.client.profile.SecretStore;
import chat.sotto.client.profile.StoredChat;
import com.google.protobuf.ByteString;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Notices that the server was restored from a backup, and compares every chat with what the server
 * has now. Blocks.
 */
final class Reconciliation {
  private static final String SETTING = "server-history";

  private final SessionContext context;
  private final Workers workers;

  Reconciliation(SessionContext context, Workers workers) {
    this.context = context;
    this.workers = workers;
  }

  /** Whether the server's logs take the course that this device knows. The first is taken as is. */
  boolean isKnown(ByteString history) {
    if (history.isEmpty()) {
      return true;
    }
    SecretStore secrets = context.profile().secrets();
    Optional<String> known = secrets.findSetting(SETTING);
    if (known.isEmpty()) {
      secrets.storeSetting(SETTING, hex(history));
    }
    return known.isEmpty() || known.get().equals(hex(history));
  }

  /**
   * Compares the chats. The history is noted when that is done: what is interrupted begins again.
   *
   * @param history what the server says; empty if it is unknown
   */
  void run(ByteString history) {
    // Each is asked for by itself, on its own executor: what a list of all said would be old by the
    // time that a chat is looked at, and a chat closes for good.
    for (StoredChat chat : context.profile().chats().all()) {
      ChatWorker worker = workers.touch(chat.chat());
      var unused = ChatReach.await(worker.submit(() -> ChatReach.run(worker::compare)));
    }
    // The vault is as old as the rest: what it lacks is put there again.
    context.profile().keyring().markNothingInVault();
    if (!history.isEmpty()) {
      context.profile().secrets().storeSetting(SETTING, hex(history));
    }
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
