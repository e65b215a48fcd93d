package chat.sotto.service.store.rows;

import chat.sotto.service.domain.AppendRules;
import chat.sotto.service.domain.ChatState;
import chat.sotto.service.domain.CommitDraft;
import chat.sotto.service.domain.CommitStatement;
import chat.sotto.service.domain.DeviceFacts;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.EntryKind;
import chat.sotto.service.domain.GroupInfo;
import chat.sotto.service.domain.Membership;
import chat.sotto.service.domain.Rejection;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.domain.Standing;
import chat.sotto.service.store.AppendOutcome;
import chat.sotto.service.store.AppendOutcome.Rejected;
import chat.sotto.service.store.AppendOutcome.Stored;
import chat.sotto.service.store.ChatStore;
import java.time.Instant;
import java.util.Optional;

/** Appends commits and applies their statements. */
final class CommitStep {
  private CommitStep() {}

  static AppendOutcome run(Rows rows, CommitDraft draft, Instant now) {
    Optional<Stored> repeated =
        LogWriter.findRepeated(rows, draft.chat(), draft.author().device(), draft.clientId());
    if (repeated.isPresent()) {
      return repeated.get();
    }
    Optional<Sending> found = rows.findSending(draft.chat(), draft.author());
    if (found.isEmpty()) {
      return AppendStep.notFound();
    }
    ChatRow chat = found.get().chat();
    Standing standing = found.get().standing(now);
    Optional<Rejection> refused =
        AppendRules.commit(chat.head(), standing, draft, facts(rows, draft));
    if (refused.isPresent()) {
      return new Rejected(refused.get());
    }
    boolean joins = standing.is(Membership.INVITED);
    if (joins) {
      found
          .get()
          .member()
          .ifPresent(row -> rows.chats().putMember(row.become(Membership.MEMBER, now)));
    }
    return append(rows, chat, draft, joins ? ChatState.ACTIVE : chat.head().state(), now);
  }

  /** Appends a commit that was found good, and applies it. */
  static Stored append(
      Rows rows, ChatRow chat, CommitDraft draft, ChatState stateAfter, Instant now) {
    Stored stored =
        new LogWriter(rows, now)
            .append(
                chat,
                new LogWriter.Draft(
                    EntryKind.COMMIT,
                    draft.author().device(),
                    draft.clientId(),
                    draft.payload(),
                    stateAfter));
    apply(rows, draft, stored.entry().seq());
    rows.readers()
        .putGroupInfo(
            chat.id(),
            new GroupInfo(stored.entry().seq(), draft.groupInfo()),
            ChatStore.GROUP_INFOS_KEPT);
    return stored;
  }

  private static void apply(Rows rows, CommitDraft draft, Seq seq) {
    CommitStatement statement = draft.statement();
    for (DeviceRef removed : statement.removed()) {
      // Out and in again by one commit is a resynchronisation: the device has been reading all
      // along.
      if (!statement.added().contains(removed)) {
        rows.readers()
            .find(draft.chat(), removed.device())
            .ifPresent(row -> rows.readers().put(row.until(seq)));
      }
    }
    for (DeviceRef added : statement.added()) {
      boolean reading =
          rows.readers()
              .find(draft.chat(), added.device())
              .filter(row -> row.reads(added))
              .isPresent();
      if (!reading) {
        rows.readers().put(ReaderRow.joining(draft.chat(), added, seq));
      }
    }
  }

  private static DeviceFacts facts(Rows rows, CommitDraft draft) {
    return new DeviceFacts() {
      @Override
      public boolean isLive(DeviceRef device) {
        return CommitStep.isLive(rows, device);
      }

      @Override
      public boolean isReading(DeviceRef device) {
        return rows.readers()
            .find(draft.chat(), device.device())
            .filter(row -> row.reads(device))
            .isPresent();
      }
    };
  }

  static boolean isLive(Rows rows, DeviceRef device) {
    return rows.accounts()
        .findDevice(device.device())
        .filter(row -> row.ref().equals(device) && !row.isRevoked())
        .isPresent();
  }
}
