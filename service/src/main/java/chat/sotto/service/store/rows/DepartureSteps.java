package chat.sotto.service.store.rows;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ChatKind;
import chat.sotto.service.domain.ChatState;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.LogEntry;
import chat.sotto.service.domain.Membership;
import chat.sotto.service.domain.NoticeKind;
import chat.sotto.service.domain.Rejection;
import chat.sotto.service.domain.Rejection.Reason;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.DepartureOutcome;
import chat.sotto.service.store.DepartureOutcome.Departed;
import chat.sotto.service.store.DepartureOutcome.Rejected;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ways out of a chat: declining, leaving, deleting it, deleting the account. */
final class DepartureSteps {
  private static final int CHATS_AT_ONCE = 500;

  private final Rows rows;
  private final Instant now;
  private final LogWriter log;

  DepartureSteps(Rows rows, Instant now) {
    this.rows = rows;
    this.now = now;
    this.log = new LogWriter(rows, now);
  }

  DepartureOutcome decline(ChatId id, Username user) {
    Optional<MemberRow> found = rows.chats().findMember(id, user);
    if (found.isPresent() && found.get().membership() == Membership.DECLINED) {
      return new Departed(Optional.empty());
    }
    if (found.isEmpty() || found.get().forgotten()) {
      return new Rejected(Rejection.of(Reason.CHAT_NOT_FOUND));
    }
    if (found.get().membership() != Membership.INVITED) {
      return new Rejected(Rejection.of(Reason.NOT_INVITED));
    }
    return new Departed(declined(get(id), found.get()));
  }

  DepartureOutcome leave(ChatId id, Username user) {
    Optional<MemberRow> found = rows.chats().findMember(id, user).filter(row -> !row.forgotten());
    if (found.isEmpty()) {
      return new Rejected(Rejection.of(Reason.CHAT_NOT_FOUND));
    }
    return switch (found.get().membership()) {
      case INVITED -> new Departed(declined(get(id), found.get()));
      case MEMBER -> new Departed(left(get(id), found.get(), NoticeKind.LEFT));
      case LEFT, DECLINED -> new Departed(Optional.empty());
    };
  }

  DepartureOutcome deleteFor(ChatId id, Username user) {
    Optional<MemberRow> found = rows.chats().findMember(id, user);
    if (found.isEmpty()) {
      return new Rejected(Rejection.of(Reason.CHAT_NOT_FOUND));
    }
    if (found.get().forgotten()) {
      return new Departed(Optional.empty());
    }
    if (found.get().membership() == Membership.INVITED) {
      return new Departed(declined(get(id), found.get()));
    }
    Optional<LogEntry> notice =
        found.get().membership() == Membership.MEMBER
            ? left(get(id), found.get(), NoticeKind.LEFT)
            : Optional.empty();
    forget(id, user);
    boolean gone = removeIfForgotten(id);
    return new Departed(gone ? Optional.empty() : notice);
  }

  /** Takes a user whose account goes out of all chats; returns what others have to be told. */
  List<LogEntry> departFromAll(Username user) {
    List<LogEntry> notices = new ArrayList<>();
    while (true) {
      List<ChatId> chats = rows.chats().chatsOf(user, Optional.empty(), CHATS_AT_ONCE);
      if (chats.isEmpty()) {
        return notices;
      }
      for (ChatId id : chats) {
        Optional<LogEntry> notice =
            rows.chats()
                .findMember(id, user)
                .flatMap(row -> left(get(id), row, NoticeKind.ACCOUNT_DELETED));
        forget(id, user);
        if (!removeIfForgotten(id)) {
          notice.ifPresent(notices::add);
        }
      }
    }
  }

  private Optional<LogEntry> declined(ChatRow chat, MemberRow row) {
    rows.chats().putMember(row.become(Membership.DECLINED, now).forget());
    rows.chats().putDecline(row.invitedBy(), row.user(), now);
    if (chat.head().state() == ChatState.CLOSED) {
      return Optional.empty();
    }
    LogEntry notice =
        log.notice(chat, NoticeKind.DECLINED, row.user(), List.of(), stateWithout(chat));
    return removeIfForgotten(chat.id()) ? Optional.empty() : Optional.of(notice);
  }

  private Optional<LogEntry> left(ChatRow chat, MemberRow row, NoticeKind kind) {
    boolean there = row.membership() == Membership.MEMBER || row.membership() == Membership.INVITED;
    if (!there) {
      return Optional.empty();
    }
    if (row.membership() == Membership.MEMBER) {
      rows.chats().putMember(row.become(Membership.LEFT, now));
      // Nobody could name them any more.
      rows.attachments().removeUnnamed(chat.id(), row.user());
    }
    if (chat.head().state() == ChatState.CLOSED) {
      return Optional.empty();
    }
    List<ReaderRow> devices =
        rows.readers().of(chat.id(), row.user()).stream()
            .filter(reader -> reader.removed().isEmpty())
            .toList();
    List<DeviceId> ids = devices.stream().map(reader -> reader.device().device()).toList();
    LogEntry notice = log.notice(chat, kind, row.user(), ids, stateWithout(chat));
    devices.forEach(reader -> rows.readers().put(reader.until(notice.seq())));
    if (stateWithout(chat) == ChatState.CLOSED) {
      withdrawInvitations(chat.id());
    }
    return Optional.of(notice);
  }

  /** A closed chat is nothing that anybody could still accept. */
  private void withdrawInvitations(ChatId chat) {
    rows.chats().members(chat).stream()
        .filter(row -> row.membership() == Membership.INVITED)
        .forEach(row -> rows.chats().putMember(row.forget()));
  }

  private static ChatState stateWithout(ChatRow chat) {
    return chat.head().kind() == ChatKind.DIRECT ? ChatState.CLOSED : chat.head().state();
  }

  private void forget(ChatId chat, Username user) {
    rows.chats().findMember(chat, user).ifPresent(row -> rows.chats().putMember(row.forget()));
    rows.readers().remove(chat, user);
  }

  private boolean removeIfForgotten(ChatId chat) {
    boolean nobodyLeft = rows.chats().members(chat).stream().allMatch(MemberRow::forgotten);
    if (nobodyLeft) {
      rows.chats().remove(chat);
    }
    return nobodyLeft;
  }

  private ChatRow get(ChatId chat) {
    return rows.chats()
        .find(chat)
        .orElseThrow(() -> new IllegalStateException("a member row without its chat"));
  }
}
