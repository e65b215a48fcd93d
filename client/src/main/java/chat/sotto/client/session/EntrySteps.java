package chat.sotto.client.session;

import chat.sotto.client.attachment.SealedFile;
import chat.sotto.client.chatlog.ChatCursor;
import chat.sotto.client.chatlog.Effect;
import chat.sotto.client.chatlog.LogEntry;
import chat.sotto.client.chatlog.Step;
import chat.sotto.client.content.EntryPayload;
import chat.sotto.client.content.MessageContent;
import chat.sotto.client.group.GroupState;
import chat.sotto.client.group.Processed;
import chat.sotto.client.identity.DeviceCredential;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.Username;
import chat.sotto.client.profile.Cursor;
import chat.sotto.client.profile.EntryStep;
import chat.sotto.client.profile.StoredChat;
import chat.sotto.client.profile.StoredEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From what an entry means ({@link Step}) to what the profile stores and the user hears of it. */
final class EntrySteps {

  private final DeviceId self;
  private final Function<Instant, Optional<String>> doubt;

  /**
   * @param doubt why a message of this time cannot have been erased for its age; empty if it can
   */
  EntrySteps(DeviceId self, Function<Instant, Optional<String>> doubt) {
    this.self = self;
    this.doubt = doubt;
  }

  /**
   * What comes of an entry.
   *
   * @param step what the profile stores
   * @param warnings what the user must know
   */
  record Outcome(EntryStep step, List<Event> warnings) {}

  /** How an entry is shown. */
  private record Shown(
      MessageKind kind,
      @Nullable Username sender,
      boolean shown,
      @Nullable String text,
      @Nullable Seq replyTo,
      @Nullable SealedFile file) {

    static Shown hidden() {
      return new Shown(MessageKind.SYSTEM, null, false, null, null, null);
    }

    static Shown system(@Nullable Username who, String text) {
      return new Shown(MessageKind.SYSTEM, who, true, text, null, null);
    }

    static Shown message(Username author, MessageContent content) {
      Seq replyTo = content.replyTo().orElse(null);
      if (content instanceof MessageContent.Text written) {
        return new Shown(MessageKind.TEXT, author, true, written.text(), replyTo, null);
      } else if (content instanceof MessageContent.File sent) {
        String caption = sent.caption().isEmpty() ? null : sent.caption();
        return new Shown(MessageKind.FILE, author, true, caption, replyTo, sent.file());
      }
      return new Shown(MessageKind.UNKNOWN, author, true, null, replyTo, null);
    }
  }

  /**
   * What comes of an entry.
   *
   * @param earlier finds an entry that was processed before this one
   */
  Outcome of(
      ChatBook book,
      StoredChat info,
      ChatCursor before,
      LogEntry entry,
      Step step,
      Function<Seq, Optional<StoredEntry>> earlier) {
    ChatCursor after = step.next();
    Shown shown = Shown.hidden();
    List<Event> warnings = new ArrayList<>();
    Instant time = Instant.ofEpochMilli(entry.timeMs());
    for (Effect effect : step.effects()) {
      shown = shown(shown, effect, before, after, entry);
      warning(effect, info).ifPresent(warnings::add);
      if (effect instanceof Effect.MessageGone gone && gone.expired()) {
        time = notBefore(time, entry.seq(), earlier);
        Optional<String> why = doubt.apply(time);
        if (why.isPresent()) {
          shown =
              new Shown(
                  MessageKind.REFUSED, author(before, gone.sender()), true, why.get(), null, null);
          warnings.add(withheld(gone, info, why.get()));
        }
      }
    }
    EntryStep stored =
        EntryStep.of(
            info.chat(),
            new Cursor(after.head().seq(), after.head().hash(), after.latestHandshake()),
            new StoredEntry(
                entry.seq(),
                after.head().hash(),
                shown.sender(),
                entry.sender(),
                entry.clientId(),
                time,
                shown.kind(),
                shown.shown(),
                shown.text(),
                shown.replyTo(),
                shown.file()));
    EntryStep changed = changes(stored, book, info, before, entry, step);
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Deleted deletion) {
        Optional<StoredEntry> target = earlier.apply(deletion.target());
        if (target.filter(found -> !mayDelete(deletion.by(), found, before)).isPresent()) {
          warnings.add(deletionRefused(deletion, info));
        } else if (target.isPresent()) {
          changed = changed.withDeleted(deletion.target());
        }
      }
    }
    return new Outcome(changed, warnings);
  }

  /**
   * An erased message's time is not in the hash that is left of it: it is taken to be no earlier
   * than the entry before it, or the server could date it back as it likes.
   */
  private static Instant notBefore(
      Instant time, Seq seq, Function<Seq, Optional<StoredEntry>> earlier) {
    return earlier
        .apply(new Seq(seq.value() - 1))
        .map(StoredEntry::time)
        .filter(time::isBefore)
        .orElse(time);
  }

  private static Event withheld(Effect.MessageGone gone, StoredChat info, String why) {
    return new Event.SecurityWarning(
        Event.SecurityWarning.Kind.MESSAGE_WITHHELD,
        info.chat(),
        null,
        "message " + gone.seq() + " is not there: " + why);
  }

  /** The author alone, by any of the author's devices; nobody deletes commits and notices. */
  private static boolean mayDelete(DeviceId by, StoredEntry target, ChatCursor cursor) {
    boolean message = target.shown() && target.kind() != MessageKind.SYSTEM;
    boolean sameAuthor = target.sender() != null && target.sender().equals(author(cursor, by));
    return message && (target.device().equals(by) || sameAuthor);
  }

  private static Event deletionRefused(Effect.Deleted deletion, StoredChat info) {
    return new Event.SecurityWarning(
        Event.SecurityWarning.Kind.MESSAGE_REFUSED,
        info.chat(),
        null,
        "entry "
            + deletion.seq()
            + " deletes message "
            + deletion.target()
            + ", whose author did not ask for it; the message is kept here");
  }

  private EntryStep changes(
      EntryStep plain,
      ChatBook book,
      StoredChat info,
      ChatCursor before,
      LogEntry entry,
      Step step) {
    EntryStep stored = plain;
    Long counter = step.next().counters().get(entry.sender());
    if (counter != null && !counter.equals(before.counters().get(entry.sender()))) {
      stored = stored.withCounter(entry.sender(), counter);
    }
    if (entry.sender().equals(self)) {
      stored = stored.withAnswered(entry.clientId());
    }
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.OwnCommitApplied || effect instanceof Effect.CommitApplied) {
        GroupState next = step.next().group().orElseThrow();
        stored = book.withGroup(stored, next).withInfo(joined(info, next));
      } else if (effect instanceof Effect.Notice notice && notice.notice().closesChat()) {
        stored = stored.withInfo(info.withState(ChatState.CLOSED));
      }
    }
    return stored;
  }

  private static StoredChat joined(StoredChat info, GroupState group) {
    List<StoredChat.Member> members = new ArrayList<>();
    group.members().forEach(m -> members.add(new StoredChat.Member(m.user(), false)));
    group.invitations().forEach(i -> members.add(new StoredChat.Member(i.user(), true)));
    boolean waiting = group.kind() == ChatKind.DIRECT && group.members().size() < 2;
    ChatState state =
        info.state() == ChatState.CLOSED
            ? ChatState.CLOSED
            : waiting ? ChatState.PENDING : ChatState.ACTIVE;
    return info.withMembers(members).withState(state);
  }

  private Shown shown(
      Shown present, Effect effect, ChatCursor before, ChatCursor after, LogEntry entry) {
    if (effect instanceof Effect.MessageReceived message) {
      return Shown.message(message.author(), message.content());
    } else if (effect instanceof Effect.MessageRefused refused) {
      return new Shown(
          MessageKind.REFUSED,
          author(before, refused.sender()),
          true,
          "it failed a check: " + words(refused.reason()),
          null,
          null);
    } else if (effect instanceof Effect.MessageUnreadable unreadable) {
      return new Shown(
          MessageKind.REFUSED,
          author(before, unreadable.sender()),
          true,
          "this device had fallen behind and lacks its key",
          null,
          null);
    } else if (effect instanceof Effect.MessageGone gone) {
      MessageKind kind = gone.expired() ? MessageKind.EXPIRED : MessageKind.DELETED;
      return new Shown(kind, author(before, gone.sender()), true, null, null, null);
    } else if (effect instanceof Effect.CommitApplied commit) {
      return commit.change() == Processed.Change.DEVICE_REJOINED
          ? present
          : Shown.system(commit.author(), commit.author() + did(commit.change()));
    } else if (effect instanceof Effect.OwnCommitApplied) {
      Username me =
          after.group().flatMap(g -> g.findDevice(self)).map(DeviceCredential::user).orElse(null);
      return Shown.system(me, me + ownDeed(before, after, entry));
    } else if (effect instanceof Effect.Notice notice) {
      return notice.notice().kind() == EntryPayload.NoticeKind.UNKNOWN
          ? present
          : Shown.system(notice.notice().user(), notice.notice().user() + said(notice.notice()));
    } else if (effect instanceof Effect.NotUnderstood) {
      return new Shown(MessageKind.UNKNOWN, null, true, null, null, null);
    }
    return present;
  }

  private static String ownDeed(ChatCursor before, ChatCursor after, LogEntry entry) {
    if (entry.seq().value() == 1) {
      return " asked for this chat";
    }
    boolean rekeyed =
        before.group().isPresent()
            && before.group().get().members().equals(after.group().orElseThrow().members());
    return rekeyed ? " changed the encryption key" : " joined the chat";
  }

  private static String did(Processed.Change change) {
    return switch (change) {
      case MEMBER_JOINED -> " joined the chat";
      case DEVICE_JOINED -> " joined with a further device";
      case DEVICE_REJOINED -> " joined again";
      case REKEYED -> " changed the encryption key";
    };
  }

  private static String said(EntryPayload.Notice notice) {
    return switch (notice.kind()) {
      case LEFT -> " left the chat";
      case ACCOUNT_DELETED -> " deleted the account";
      case DECLINED -> " declined";
      case UNKNOWN -> "";
    };
  }

  private static Optional<Event> warning(Effect effect, StoredChat info) {
    if (effect instanceof Effect.MessageRefused refused) {
      return Optional.of(
          new Event.SecurityWarning(
              Event.SecurityWarning.Kind.MESSAGE_REFUSED,
              info.chat(),
              null,
              "message "
                  + refused.seq()
                  + " is not shown: it failed a check: "
                  + words(refused.reason())));
    } else if (effect instanceof Effect.CommitSkipped skipped) {
      return Optional.of(
          new Event.SecurityWarning(
              Event.SecurityWarning.Kind.COMMIT_REFUSED,
              info.chat(),
              null,
              "a change of the chat's key at "
                  + skipped.seq()
                  + " was skipped: "
                  + words(skipped.reason())));
    } else if (effect instanceof Effect.Forked forked) {
      return Optional.of(
          new Event.SecurityWarning(
              Event.SecurityWarning.Kind.LOG_DIFFERS,
              info.chat(),
              null,
              "the server shows members different logs of this chat, from entry "
                  + forked.place()
                  + " or before; nothing more is sent in it"));
    }
    return Optional.empty();
  }

  private static String words(Enum<?> reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static @Nullable Username author(ChatCursor cursor, DeviceId device) {
    return cursor
        .group()
        .flatMap(g -> g.findDevice(device))
        .map(DeviceCredential::user)
        .orElse(null);
  }
}
