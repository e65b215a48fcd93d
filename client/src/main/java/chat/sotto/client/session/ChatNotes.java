package chat.sotto.client.session;

import chat.sotto.client.chatlog.LogTrust;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.primitives.Digests;
import chat.sotto.client.profile.SecretStore;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What the session remembers of a chat beside its log.
 *
 * @param trust whether the server shows everybody the same log
 * @param behind a commit counted that this device could not follow: it must join again
 * @param rekeyedMs when this device last gave the chat a fresh key, by this machine's clock; 0 for
 *     never
 * @param rekeyedAt the place of that commit in the log; own messages after it count towards the
 *     next
 * @param stopped why nothing is sent in this chat; empty when it may be
 */
record ChatNotes(
    LogTrust trust, boolean behind, long rekeyedMs, long rekeyedAt, Optional<Reason> stopped) {

  static ChatNotes of(LogTrust trust) {
    return new ChatNotes(trust, false, 0, 0, Optional.empty());
  }

  ChatNotes trusting(LogTrust next) {
    return new ChatNotes(next, behind, rekeyedMs, rekeyedAt, stopped);
  }

  ChatNotes behind(boolean next) {
    return new ChatNotes(trust, next, rekeyedMs, rekeyedAt, stopped);
  }

  ChatNotes rekeyed(long nowMs, long counter) {
    return new ChatNotes(trust, behind, nowMs, counter, stopped);
  }

  ChatNotes stopped(Optional<Reason> reason) {
    return new ChatNotes(trust, behind, rekeyedMs, rekeyedAt, reason);
  }

  /** Whether the server has gone back behind what this device has. */
  boolean rolledBack() {
    return stopped.filter(Reason.LOG_ROLLED_BACK::equals).isPresent();
  }

  static Optional<ChatNotes> find(SecretStore secrets, ChatId chat) {
    return secrets.findSetting(name(chat)).map(ChatNotes::parse);
  }

  void store(SecretStore secrets, ChatId chat) {
    secrets.storeSetting(
        name(chat),
        String.join(
            " ",
            trust.name(),
            Boolean.toString(behind),
            Long.toString(rekeyedMs),
            Long.toString(rekeyedAt),
            stopped.map(Reason::name).orElse("-")));
  }

  static void forget(SecretStore secrets, ChatId chat) {
    secrets.forgetSetting(name(chat));
  }

  private static ChatNotes parse(String text) {
    String[] parts = text.split(" ", -1);
    try {
      return new ChatNotes(
          LogTrust.valueOf(parts[0]),
          Boolean.parseBoolean(parts[1]),
          Long.parseLong(parts[2]),
          Long.parseLong(parts[3]),
          Reason.find(parts[4]));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new SottoException(Reason.PROFILE_UNREADABLE, "a chat's notes cannot be read").cause(e);
    }
  }

  /** Names of settings lie outside the seal; a chat's id must not. */
  private static String name(ChatId chat) {
    byte[] hash = Digests.sha256(("sotto chat notes " + chat).getBytes(StandardCharsets.US_ASCII));
    return "chat-" + HexFormat.of().formatHex(hash, 0, 16);
  }
}
