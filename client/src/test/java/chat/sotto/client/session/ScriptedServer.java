package chat.sotto.client.session;

import chat.sotto.client.chatlog.LogEntry;
import chat.sotto.client.content.ContentCodec;
import chat.sotto.client.content.Draft;
import chat.sotto.client.content.LogPlace;
import chat.sotto.client.content.PayloadCipher;
import chat.sotto.client.content.PayloadKind;
import chat.sotto.client.group.CommitStatement;
import chat.sotto.client.group.GroupAgreement;
import chat.sotto.client.group.GroupState;
import chat.sotto.client.group.PendingCommit;
import chat.sotto.client.identity.LocalDevice;
import chat.sotto.client.model.AccountPublicKey;
import chat.sotto.client.model.Announcement;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.client.transport.AdminLink;
import chat.sotto.client.transport.AttachmentLink;
import chat.sotto.client.transport.AuthLink;
import chat.sotto.client.transport.ChatInvitation;
import chat.sotto.client.transport.ChatLink;
import chat.sotto.client.transport.ChatStream;
import chat.sotto.client.transport.ChatSummary;
import chat.sotto.client.transport.ClientFrame;
import chat.sotto.client.transport.CommitDraft;
import chat.sotto.client.transport.CommitReceipt;
import chat.sotto.client.transport.DeviceRecord;
import chat.sotto.client.transport.DirectoryLink;
import chat.sotto.client.transport.FetchedGroupInfo;
import chat.sotto.client.transport.FetchedLog;
import chat.sotto.client.transport.Rejection;
import chat.sotto.client.transport.ServerFrame;
import chat.sotto.client.transport.ServerLinks;
import chat.sotto.client.transport.UserRecord;
import chat.sotto.client.vault.RecordName;
import chat.sotto.client.vault.SealedRecord;
import chat.sotto.client.vault.VaultRecords;
import chat.sotto.v1.CommitEntry;
import chat.sotto.v1.DeletionEntry;
import chat.sotto.v1.DeviceRef;
import com.google.crypto.tink.util.Bytes;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * A server with one chat, made of lists: a second implementation of the session's ports. What it
 * does with the next sends is scripted.
 */
final class ScriptedServer implements ServerAccess, ServerLinks, ChatLink, DirectoryLink {

  /** What happens to a send. */
  enum Fate {
    /** Nothing is stored, and the stream breaks. */
    BREAK_BEFORE,
    /** It is stored, and the stream breaks before the answer. */
    BREAK_AFTER,
    /** It is not stored: the disk is full. */
    STORE_UNAVAILABLE
  }

  private final LocalDevice other;
  private final LocalDevice owner;
  private final GroupAgreement agreement;
  private final List<LogEntry> log = new ArrayList<>();
  private final List<LogHash> hashes = new ArrayList<>(List.of(LogHash.ZERO));
  private final Map<ClientMessageId, Long> stored = new HashMap<>();
  private final Deque<Fate> fates = new ArrayDeque<>();
  private final ScriptedStreams streams = new ScriptedStreams(this::onFrame);
  private ByteString groupInfo = ByteString.EMPTY;
  private long handshake;
  private boolean broken;
  private int rejections;
  private long otherCounter;
  private Optional<GroupState> otherState = Optional.empty();
  private Optional<AccountPublicKey> shownKey = Optional.empty();
  private Optional<ChatInvitation> invitation = Optional.empty();
  private boolean forgesHashes;
  private ByteString history = ByteString.EMPTY;
  private long retention;
  private boolean talks;
  private int left;
  private Runnable beforeDeleting = () -> {};

  ScriptedServer(LocalDevice owner, LocalDevice other, GroupAgreement agreement) {
    this.owner = owner;
    this.other = other;
    this.agreement = agreement;
  }

  /** What happens to the next sends. */
  synchronized void script(Fate... next) {
    fates.addAll(List.of(next));
  }

  /** The other person joins. */
  synchronized void join(ChatId chat) {
    commit(chat, agreement.join(chat, groupInfo.toByteArray(), other));
  }

  /** The other person joins again; the commit's tag is not what its secret gives. */
  synchronized void joinBadly(ChatId chat) {
    PendingCommit commit = agreement.join(chat, groupInfo.toByteArray(), other);
    byte[] bytes = commit.commit().toByteArray();
    bytes[bytes.length - 1] ^= 1;
    otherState = Optional.of(commit.next());
    groupInfo = ByteString.copyFrom(commit.groupInfo().toByteArray());
    commit(chat, ByteString.copyFrom(bytes), commit.statement());
  }

  /** The other person's device commits what nobody follows, with a group info that nobody reads. */
  synchronized void commitJunk(ChatId chat) {
    groupInfo = ByteString.copyFromUtf8("junk");
    commit(chat, ByteString.copyFromUtf8("junk"), CommitStatement.none());
  }

  private void commit(ChatId chat, ByteString commit, CommitStatement statement) {
    append(chat, 2, other.device(), ClientMessageId.random(), payload(commit, statement));
    handshake = log.size();
    streams.last().say(new ServerFrame.Entry(log.get(log.size() - 1)));
  }

  /** The other person says something, and claims that the log stood so. */
  synchronized void say(ChatId chat, String text, LogPlace place) {
    ClientMessageId id = ClientMessageId.random();
    byte[] payload =
        PayloadCipher.seal(
            otherState.orElseThrow(),
            other,
            new Draft(
                PayloadKind.MESSAGE,
                id,
                ++otherCounter,
                place,
                ContentCodec.text(text, Optional.empty())));
    LogEntry entry = append(chat, 1, other.device(), id, ByteString.copyFrom(payload));
    streams.last().say(new ServerFrame.Entry(entry));
  }

  /** Where the log stands. */
  synchronized LogPlace head() {
    return new LogPlace(new Seq(log.size()), hashes.get(log.size()));
  }

  /** An entry that says that a message is gone, in the name of a device. */
  synchronized void delete(ChatId chat, Seq target, DeviceId by) {
    ByteString payload =
        DeletionEntry.newBuilder().setTargetSeq(target.value()).build().toByteString();
    streams
        .last()
        .say(new ServerFrame.Entry(append(chat, 3, by, ClientMessageId.random(), payload)));
  }

  /** From now on it states other hashes than it did. */
  synchronized void forgeHashes() {
    forgesHashes = true;
  }

  /** It names another course of its logs from now on, and breaks the stream. */
  synchronized void renameHistory(String name) {
    history = ByteString.copyFromUtf8(name);
    breakStream();
  }

  /** It comes back from a backup: its log ends here, and takes another course. */
  synchronized void restore(int end) {
    log.subList(end, log.size()).clear();
    hashes.subList(end + 1, hashes.size()).clear();
    renameHistory("restored at " + end);
  }

  /** It promises, from the next Hello on, to keep messages for so long. */
  synchronized void promise(long seconds) {
    retention = seconds;
  }

  @Override
  public synchronized long retentionSeconds() {
    return retention;
  }

  /** The other person said something at that time, which it says has expired. */
  synchronized void expire(ChatId chat, Instant time) {
    LogEntry entry =
        new LogEntry(
            chat,
            new Seq(log.size() + 1),
            1,
            other.device(),
            ClientMessageId.random(),
            time.toEpochMilli(),
            Bytes.copyFrom(new byte[0]),
            Optional.of(LogHash.of(new byte[32])),
            true);
    hashes.add(entry.chain(hashes.get(log.size())));
    log.add(entry);
    streams.last().say(new ServerFrame.Entry(entry));
  }

  /** It cannot be reached any more. */
  synchronized void goAway() {
    streams.refuse(new SottoException(Reason.SERVER_UNREACHABLE, "nobody listens"));
    breakStream();
  }

  /** It can be reached again. */
  void comeBack() {
    streams.admit();
  }

  private void breakStream() {
    broken = true;
    streams.last().fail(new SottoException(Reason.SERVER_UNREACHABLE, "the stream broke"));
  }

  /** How often the owner has left the chat. */
  synchronized int left() {
    return left;
  }

  /** What happens when the owner deletes the chat, before it is deleted. */
  synchronized void beforeDeleting(Runnable step) {
    beforeDeleting = step;
  }

  /** From now on the directory shows this account key of everybody. */
  synchronized void showKey(AccountPublicKey key) {
    shownKey = Optional.of(key);
  }

  /** Invites the owner, by this group info. */
  synchronized void invite(ChatId chat, Username from, byte[] info) {
    invitation = Optional.of(new ChatInvitation(chat, ChatKind.DIRECT, from, 0));
    groupInfo = ByteString.copyFrom(info);
  }

  /** The latest group info. */
  synchronized byte[] groupInfo() {
    return groupInfo.toByteArray();
  }

  private void commit(ChatId chat, PendingCommit commit) {
    otherState = Optional.of(commit.next());
    groupInfo = ByteString.copyFrom(commit.groupInfo().toByteArray());
    append(
        chat,
        2,
        other.device(),
        ClientMessageId.random(),
        payload(ByteString.copyFrom(commit.commit().toByteArray()), commit.statement()));
    handshake = log.size();
  }

  /** The log. */
  synchronized List<LogEntry> log() {
    return List.copyOf(log);
  }

  /** The messages' ids, in the log's order. */
  synchronized List<ClientMessageId> messageIds() {
    return log.stream().filter(e -> e.kind() == 1).map(LogEntry::clientId).toList();
  }

  /** How many sends were refused for want of a store. */
  synchronized int rejections() {
    return rejections;
  }

  int dialled() {
    return streams.streams().size();
  }

  private LogEntry append(
      ChatId chat, int kind, DeviceId sender, ClientMessageId id, ByteString payload) {
    LogEntry entry =
        new LogEntry(
            chat,
            new Seq(log.size() + 1),
            kind,
            sender,
            id,
            System.currentTimeMillis(),
            Bytes.copyFrom(payload.toByteArray()),
            Optional.empty());
    hashes.add(entry.chain(hashes.get(log.size())));
    log.add(entry);
    return entry;
  }

  private static ByteString payload(ByteString commit, CommitStatement statement) {
    chat.sotto.v1.CommitStatement.Builder out = chat.sotto.v1.CommitStatement.newBuilder();
    statement
        .added()
        .forEach(
            device ->
                out.addAdded(
                    DeviceRef.newBuilder()
                        .setUsername(device.username().value())
                        .setDeviceId(ByteString.copyFrom(device.device().toBytes()))));
    statement.invited().forEach(user -> out.addInvited(user.value()));
    return CommitEntry.newBuilder().setCommit(commit).setStatement(out).build().toByteString();
  }

  private synchronized void onFrame(ScriptedStreams.Stream stream, ClientFrame frame) {
    if (frame instanceof ClientFrame.Hello) {
      broken = false;
      stream.say(new ServerFrame.HelloOk(256, 256, history, retention), new ServerFrame.CaughtUp());
    } else if (frame instanceof ClientFrame.Send send && !broken) {
      send(stream, send);
    } else if (frame instanceof ClientFrame.Commit commit && !broken) {
      stream.say(new ServerFrame.Committed(take(commit.draft())));
      stream.say(new ServerFrame.Entry(log.get(log.size() - 1)));
    }
  }

  private void send(ScriptedStreams.Stream stream, ClientFrame.Send send) {
    Fate fate = fates.poll();
    if (fate == Fate.BREAK_BEFORE) {
      broken = true;
      stream.fail(new SottoException(Reason.SERVER_UNREACHABLE, "the stream broke"));
      return;
    }
    if (fate == Fate.STORE_UNAVAILABLE) {
      rejections++;
      stream.say(
          new ServerFrame.SendRejected(
              send.chat(),
              send.clientId(),
              new Rejection(Reason.STORE_UNAVAILABLE, "the disk is full", 0)));
      return;
    }
    if (send.afterHandshake() != handshake) {
      stream.say(
          new ServerFrame.SendRejected(
              send.chat(), send.clientId(), new Rejection(Reason.STALE_EPOCH, "", handshake)));
      return;
    }
    Long seq = stored.get(send.clientId());
    if (seq == null) {
      LogEntry entry = append(send.chat(), 1, owner.device(), send.clientId(), send.payload());
      seq = entry.seq().value();
      stored.put(send.clientId(), seq);
    }
    if (fate == Fate.BREAK_AFTER) {
      broken = true;
      stream.fail(new SottoException(Reason.SERVER_UNREACHABLE, "the stream broke"));
      return;
    }
    stream.say(
        new ServerFrame.Sent(send.chat(), send.clientId(), seq, 1_000L * seq),
        new ServerFrame.Entry(log.get((int) (seq - 1))));
  }

  private CommitReceipt take(CommitDraft draft) {
    LogHash before = hashes.get(log.size());
    groupInfo = draft.groupInfo();
    LogEntry entry =
        append(
            draft.chat(),
            2,
            owner.device(),
            draft.clientId(),
            payload(draft.commit(), draft.statement()));
    handshake = log.size();
    return new CommitReceipt(
        draft.chat(), draft.clientId(), entry.seq().value(), entry.timeMs(), before);
  }

  @Override
  public <T> T call(Function<ServerLinks, T> call) {
    return call.apply(this);
  }

  @Override
  public ChatStream dial(ChatStream.Receiver receiver) {
    return streams.dial(receiver);
  }

  @Override
  public ChatStream connect(ChatStream.Receiver receiver) {
    return streams.dial(receiver);
  }

  @Override
  public synchronized Requested requestChat(ChatKind kind, CommitDraft commit) {
    return new Requested.Created(take(commit));
  }

  @Override
  public synchronized FetchedLog fetchLog(ChatId chat, long fromSeq, int limit) {
    int from = (int) Math.min(fromSeq - 1, log.size());
    int to = Math.min(log.size(), from + limit);
    return new FetchedLog(
        List.copyOf(log.subList(from, to)),
        forgesHashes ? LogHash.of(new byte[32]) : hashes.get(from),
        log.size());
  }

  @Override
  public synchronized FetchedGroupInfo groupInfo(ChatId chat) {
    return new FetchedGroupInfo(groupInfo, handshake);
  }

  @Override
  public synchronized UserRecord lookUp(Username username) {
    if (shownKey.isPresent()) {
      return new UserRecord(username, shownKey.get(), 1, List.of());
    }
    return new UserRecord(
        username,
        other.credential().accountKey(),
        1,
        List.of(
            new DeviceRecord(
                other.device(),
                other.key().publicKey(),
                ByteString.copyFrom(other.credential().attestation().toBytes()),
                1,
                "phone",
                0,
                0)));
  }

  @Override
  public ChatLink chats() {
    return this;
  }

  @Override
  public DirectoryLink directory() {
    return this;
  }

  @Override
  public VaultRecords vault() {
    return new VaultRecords() {
      @Override
      public Optional<SealedRecord> find(RecordName name) {
        return Optional.empty();
      }

      @Override
      public Put put(SealedRecord record) {
        return new Put(true, record.version());
      }

      @Override
      public void delete(RecordName name) {}
    };
  }

  private static UnsupportedOperationException unscripted() {
    return new UnsupportedOperationException("not part of this script");
  }

  @Override
  public AttachmentLink attachments() {
    throw unscripted();
  }

  @Override
  public AuthLink auth() {
    throw unscripted();
  }

  @Override
  public AdminLink admin() {
    throw unscripted();
  }

  @Override
  public synchronized Accepted accept(CommitDraft commit) {
    return new Accepted.Joined(take(commit));
  }

  @Override
  public synchronized void replaceGroupInfo(ChatId chat, long handshakeSeq, ByteString better) {
    if (handshakeSeq == handshake) {
      groupInfo = better;
    }
  }

  @Override
  public void decline(ChatId chat) {
    throw unscripted();
  }

  @Override
  public synchronized List<ChatInvitation> invitations() {
    return invitation.stream().toList();
  }

  /** Always as it was before the chat began. */
  @Override
  public List<ChatSummary> list() {
    return List.of();
  }

  @Override
  public synchronized void leave(ChatId chat) {
    left++;
  }

  @Override
  public synchronized void delete(ChatId chat) {
    beforeDeleting.run();
  }

  /** From now on it has always something more to say. */
  synchronized void talkForEver() {
    talks = true;
  }

  @Override
  public synchronized List<Announcement> announcements(long afterId, int limit) {
    return LongStream.range(0, talks ? limit : 0)
        .mapToObj(i -> new Announcement(afterId + 1 + i, Instant.EPOCH, "and another", false))
        .toList();
  }

  @Override
  public long deleteMessage(ChatId chat, long seq) {
    throw unscripted();
  }

  @Override
  public void block(Username username) {
    throw unscripted();
  }

  @Override
  public void unblock(Username username) {
    throw unscripted();
  }

  @Override
  public List<Username> blocked() {
    return List.of();
  }
}
