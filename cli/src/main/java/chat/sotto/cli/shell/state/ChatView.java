package chat.sotto.cli.shell.state;

import chat.sotto.client.model.ChatInfo;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.Username;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the shell knows of one chat.
 *
 * @param info as the account listed it last
 * @param unread messages of others that were not shown
 * @param counted how far {@code unread} has counted
 * @param shown the last of its messages that was printed while it was open; 0 for none
 * @param own the user's last message that is known; 0 for none
 * @param delivered how far another member's device has the log
 * @param read how far another member has read
 * @param typing who types, and until when that is believed
 */
public record ChatView(
    ChatInfo info,
    long unread,
    Seq counted,
    Seq shown,
    Seq own,
    Seq delivered,
    Seq read,
    Map<Username, Instant> typing) {

  public ChatView {
    typing = Map.copyOf(typing);
  }

  /** A chat of which nothing but the list is known. */
  static ChatView of(ChatInfo info) {
    return new ChatView(
        info, info.unread(), info.lastSeq(), Seq.ZERO, Seq.ZERO, Seq.ZERO, Seq.ZERO, Map.of());
  }

  ChatView listedAs(ChatInfo next) {
    // An older list than what has been counted since says nothing about unread ones.
    boolean newer = next.lastSeq().compareTo(counted) >= 0;
    return new ChatView(
        next,
        newer ? next.unread() : unread,
        newer ? next.lastSeq() : counted,
        shown,
        own,
        delivered,
        read,
        typing);
  }

  ChatView withUnread(long next) {
    return new ChatView(info, next, counted, shown, own, delivered, read, typing);
  }

  ChatView counting(Seq seq, boolean another) {
    if (seq.compareTo(counted) <= 0) {
      return this;
    }
    return new ChatView(
        info, another ? unread + 1 : unread, seq, shown, own, delivered, read, typing);
  }

  ChatView showing(Seq seq) {
    return new ChatView(info, unread, counted, later(shown, seq), own, delivered, read, typing);
  }

  ChatView withOwn(Seq seq) {
    return new ChatView(info, unread, counted, shown, later(own, seq), delivered, read, typing);
  }

  ChatView deliveredTo(Seq seq) {
    return new ChatView(info, unread, counted, shown, own, later(delivered, seq), read, typing);
  }

  ChatView readTo(Seq seq) {
    return new ChatView(
        info, unread, counted, shown, own, later(delivered, seq), later(read, seq), typing);
  }

  ChatView typing(Username who, Instant until) {
    Map<Username, Instant> next = new HashMap<>(typing);
    next.put(who, until);
    return withTyping(next);
  }

  ChatView notTyping(Username who) {
    Map<Username, Instant> next = new HashMap<>(typing);
    next.remove(who);
    return withTyping(next);
  }

  ChatView typingAt(Instant now) {
    Map<Username, Instant> next = new HashMap<>(typing);
    next.values().removeIf(until -> !until.isAfter(now));
    return withTyping(next);
  }

  private ChatView withTyping(Map<Username, Instant> next) {
    return new ChatView(info, unread, counted, shown, own, delivered, read, next);
  }

  /** Who types, sorted. */
  public List<Username> typists() {
    return typing.keySet().stream().sorted().toList();
  }

  private static Seq later(Seq a, Seq b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
