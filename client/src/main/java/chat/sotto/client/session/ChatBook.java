package chat.sotto.client.session;

import chat.sotto.client.chatlog.ChatCursor;
import chat.sotto.client.chatlog.LogTrust;
import chat.sotto.client.content.LogPlace;
import chat.sotto.client.group.GroupAgreement;
import chat.sotto.client.group.GroupState;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.Seq;
import chat.sotto.client.profile.ChatStore;
import chat.sotto.client.profile.Cursor;
import chat.sotto.client.profile.EntryStep;
import chat.sotto.client.profile.EpochKey;
import chat.sotto.client.profile.Profile;
import chat.sotto.client.profile.StoredChat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One chat as it lies in the profile, and as it was read from there. Confined to the chat's
 * executor.
 */
final class ChatBook {

  private final Profile profile;
  private final ChatStore store;
  private final GroupAgreement agreement;
  private final ChatId chat;

  private @Nullable StoredChat info;
  private @Nullable ChatCursor cursor;
  private @Nullable OwnCommit own;
  private ChatNotes notes = ChatNotes.of(LogTrust.UNCONFIRMED);

  ChatBook(Profile profile, GroupAgreement agreement, ChatId chat) {
    this.profile = profile;
    this.store = profile.chats();
    this.agreement = agreement;
    this.chat = chat;
    reload();
  }

  /** Reads it anew: after a failed transaction, or when another part has written it. */
  void reload() {
    info = store.find(chat).orElse(null);
    notes = ChatNotes.find(profile.secrets(), chat).orElse(ChatNotes.of(LogTrust.UNCONFIRMED));
    own = store.findPending(chat).map(p -> OwnCommit.restore(p, agreement)).orElse(null);
    cursor = store.findCursor(chat).map(this::restore).orElse(null);
  }

  private ChatCursor restore(Cursor stored) {
    Seq start =
        store
            .find(chat)
            .map(found -> new Seq(Math.max(0, found.joined().value() - 1)))
            .orElse(Seq.ZERO);
    LogHash startHash = store.findHash(chat, start).orElse(LogHash.ZERO);
    Optional<GroupState> group =
        notes.behind() ? Optional.empty() : store.findGroupState(chat).map(agreement::restoreState);
    return new ChatCursor(
        chat,
        new LogPlace(start, startHash),
        new LogPlace(stored.position(), stored.hash()),
        stored.handshake(),
        group,
        Optional.ofNullable(own).map(OwnCommit::pending),
        store.counters(chat),
        notes.trust());
  }

  ChatId chat() {
    return chat;
  }

  Optional<StoredChat> info() {
    return Optional.ofNullable(info);
  }

  /** Where the log stands; empty while this device has not joined. */
  Optional<ChatCursor> cursor() {
    return Optional.ofNullable(cursor);
  }

  Optional<GroupState> group() {
    return cursor().flatMap(ChatCursor::group);
  }

  Optional<OwnCommit> own() {
    return Optional.ofNullable(own);
  }

  ChatNotes notes() {
    return notes;
  }

  /** H(seq) as it was stored. */
  Optional<LogHash> hash(Seq seq) {
    return store.findHash(chat, seq);
  }

  void putNotes(ChatNotes next) {
    if (!next.equals(notes)) {
      next.store(profile.secrets(), chat);
      notes = next;
    }
  }

  void putInfo(StoredChat next) {
    store.put(next);
    info = next;
  }

  /** Stores an own commit before it is sent. */
  void putOwn(OwnCommit commit) {
    store.storePending(chat, commit.serialize(agreement));
    own = commit;
    if (cursor != null) {
      cursor = cursor.withPending(commit.pending());
    }
  }

  /** The own commit is void. */
  void dropOwn() {
    if (own != null) {
      store.forgetPending(chat);
      own = null;
    }
    if (cursor != null) {
      cursor = cursor.withoutPending();
    }
  }

  /** This device has joined: its log begins. */
  void begin(StoredChat joined, Cursor start, LogTrust trust) {
    store.begin(joined, start);
    putNotes(ChatNotes.of(trust));
    reload();
  }

  /** Writes the steps of entries, in one transaction, and goes on from the cursor. */
  void apply(List<EntryStep> steps, ChatCursor next) {
    boolean nowBehind = next.group().isEmpty() && cursor != null && cursor.group().isPresent();
    // Before the entries: joining again once too often does no harm.
    if (nowBehind || (notes.behind() && next.group().isEmpty())) {
      putNotes(notes.behind(true));
    }
    store.apply(steps);
    cursor = next;
    for (EntryStep step : steps) {
      if (step.info().isPresent()) {
        info = step.info().get();
      }
    }
    if (next.pending().isEmpty() && own != null) {
      store.forgetPending(chat);
      own = null;
    }
    putNotes(notes.trusting(next.trust()).behind(notes.behind() && next.group().isEmpty()));
  }

  /** Goes on from a cursor that differs in trust alone. */
  void trust(ChatCursor next) {
    cursor = next;
    putNotes(notes.trusting(next.trust()));
  }

  /** What is stored of a commit's outcome. */
  EntryStep withGroup(EntryStep step, GroupState state) {
    return step.withGroup(
        agreement.serialize(state),
        new EpochKey(state.epoch(), state.payloadKey().secret(), state.epochAuthenticator()));
  }

  /** Counters for that many messages, on disk as used. */
  long reserveCounters(int count) {
    return store.reserveCounters(chat, count);
  }
}
