package chat.sotto.client.chatlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.client.content.ContentCodec;
import chat.sotto.client.content.Draft;
import chat.sotto.client.content.EntryPayload;
import chat.sotto.client.content.LogPlace;
import chat.sotto.client.content.MessageContent;
import chat.sotto.client.content.Opened.Refusal;
import chat.sotto.client.content.PayloadCipher;
import chat.sotto.client.content.PayloadKind;
import chat.sotto.client.group.CommitStatement;
import chat.sotto.client.group.GroupState;
import chat.sotto.client.group.GroupTestBed;
import chat.sotto.client.group.PendingCommit;
import chat.sotto.client.group.Processed.Change;
import chat.sotto.client.group.Processed.RejoinReason;
import chat.sotto.client.group.Processed.SkipReason;
import chat.sotto.client.identity.LocalDevice;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Epoch;
import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.Seq;
import chat.sotto.v1.CommitEntry;
import chat.sotto.v1.DeletionEntry;
import chat.sotto.v1.DeviceRef;
import chat.sotto.v1.NoticeEntry;
import chat.sotto.v1.NoticeKind;
import com.google.crypto.tink.util.Bytes;
import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Anna created a chat, Bob joined, both read the same log; each test lets one entry be wrong. */
class LogReaderTest {
  private final GroupTestBed bed = new GroupTestBed();
  private final Reader anna = new Reader(bed.anna, ChatCursor.creating(bed.chat, bed.created));
  private final LogEntry first = commit(1, bed.anna, bed.created);
  private final LogEntry second = commit(2, bed.bob, bed.joined);
  private final Reader bob =
      new Reader(
          bed.bob, ChatCursor.joining(bed.chat, new Seq(2), first.chain(LogHash.ZERO), bed.joined));

  @Test
  void read_ownCreationThenJoin_bothAreInTheSameEpoch() {
    assertThat(anna.read(first))
        .containsExactly(new Effect.OwnCommitApplied(new Seq(1), new Epoch(0)));
    assertThat(anna.read(second))
        .containsExactly(
            new Effect.CommitApplied(
                new Seq(2), Change.MEMBER_JOINED, bed.bob.user(), bed.bob.device(), new Epoch(1)));
    assertThat(bob.read(second))
        .containsExactly(new Effect.OwnCommitApplied(new Seq(2), new Epoch(1)));
    assertThat(anna.cursor.head()).isEqualTo(bob.cursor.head());
    assertThat(anna.cursor.latestHandshake()).isEqualTo(new Seq(2));
    assertThat(bob.cursor.trust()).isEqualTo(LogTrust.UNCONFIRMED);
    assertThat(bob.cursor.maySend()).isTrue();
  }

  @Test
  void read_messagesBothWays_areReceivedAndConfirmTheStart() {
    begin();
    LogEntry third = message(3, anna, 1, anna.cursor.head(), "hi");

    assertThat(bob.read(third))
        .containsExactly(
            new Effect.MessageReceived(
                new Seq(3),
                bed.anna.user(),
                bed.anna.device(),
                new MessageContent.Text("hi", Optional.empty())));
    assertThat(bob.cursor.trust()).isEqualTo(LogTrust.CONFIRMED);
    assertThat(anna.read(third)).hasAtLeastOneElementOfType(Effect.MessageReceived.class);
    assertThat(anna.read(message(4, bob, 1, bob.cursor.head(), "ho")))
        .hasAtLeastOneElementOfType(Effect.MessageReceived.class);
  }

  @Test
  void read_entryAgain_hasNoEffect() {
    begin();
    ChatCursor before = anna.cursor;

    assertThat(anna.read(second)).isEmpty();
    assertThat(anna.cursor).isEqualTo(before);
  }

  @Test
  void read_entryBeyondTheNext_isAGap() {
    begin();
    ChatCursor before = bob.cursor;

    assertThat(bob.read(message(4, anna, 1, anna.cursor.head(), "hi")))
        .containsExactly(new Effect.Gap(new Seq(3)));
    assertThat(bob.cursor).isEqualTo(before);
  }

  @Test
  void read_entryOfOtherChat_isMisuse() {
    LogEntry other =
        new LogEntry(
            ChatId.random(),
            new Seq(1),
            4,
            DeviceId.NONE,
            ClientMessageId.NONE,
            0,
            Bytes.copyFrom(new byte[0]),
            Optional.empty());

    assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> anna.read(other));
  }

  @Test
  void read_replayedMessage_isRefused() {
    begin();
    LogEntry third = message(3, anna, 7, anna.cursor.head(), "hi");
    assertThat(bob.read(third)).hasSize(1);
    LogEntry again =
        entry(4, 1, third.sender(), third.clientId(), third.payload(), Optional.empty());

    assertThat(bob.read(again))
        .containsExactly(
            new Effect.MessageRefused(new Seq(4), bed.anna.device(), Refusal.COUNTER_REPEATED));
    assertThat(bob.cursor.head().seq()).isEqualTo(new Seq(4));
  }

  @Test
  void read_messageOfOldEpochAfterRekey_isRefused() {
    begin();
    LogEntry late = message(4, anna, 1, anna.cursor.head(), "late");
    PendingCommit rekey = bed.agreement.rekey(group(bob), bed.bob);
    LogEntry third = commit(3, bed.bob, rekey);
    bob.cursor = bob.cursor.withPending(rekey);

    assertThat(bob.read(third))
        .containsExactly(new Effect.OwnCommitApplied(new Seq(3), new Epoch(2)));
    assertThat(bob.read(late))
        .containsExactly(
            new Effect.MessageRefused(new Seq(4), bed.anna.device(), Refusal.WRONG_EPOCH));
    assertThat(anna.read(third)).hasAtLeastOneElementOfType(Effect.CommitApplied.class);
  }

  @Test
  void read_placeThatDiffers_asksOnceThenTells() {
    begin();
    LogEntry third = message(3, anna, 1, new LogPlace(new Seq(2), LogHash.of(new byte[32])), "hi");

    assertThat(bob.read(third)).containsExactly(new Effect.PlaceDiffers(new Seq(3), new Seq(2)));
    assertThat(bob.cursor.head().seq()).isEqualTo(new Seq(2));
    assertThat(bob.read(third))
        .hasSize(2)
        .contains(new Effect.Forked(new Seq(3), new Seq(2)))
        .hasAtLeastOneElementOfType(Effect.MessageReceived.class);
    assertThat(bob.cursor.maySend()).isFalse();
    LogEntry fourth = message(4, anna, 2, bob.cursor.head(), "more");
    assertThat(bob.read(fourth)).hasSize(1);
    assertThat(bob.cursor.trust()).isEqualTo(LogTrust.FORKED);
  }

  @Test
  void read_placeThatAgreesAfterAll_isConfirmed() {
    begin();
    LogEntry third = message(3, anna, 1, bob.cursor.head(), "hi");
    bob.cursor = bob.cursor.trusting(LogTrust.SUSPECTED);

    assertThat(bob.read(third)).hasSize(1);
    assertThat(bob.cursor.trust()).isEqualTo(LogTrust.CONFIRMED);
  }

  @Test
  void read_olderPlaceThatDiffers_isFoundInTheStoredHashes() {
    begin();
    both(message(3, anna, 1, anna.cursor.head(), "one"));
    both(message(4, anna, 2, anna.cursor.head(), "two"));
    LogPlace wrong = new LogPlace(new Seq(3), LogHash.of(new byte[32]));
    LogPlace right = new LogPlace(new Seq(3), bob.hashes.getOrDefault(new Seq(3), LogHash.ZERO));

    assertThat(bob.read(message(5, anna, 3, wrong, "x")))
        .containsExactly(new Effect.PlaceDiffers(new Seq(5), new Seq(3)));
    assertThat(bob.read(message(5, anna, 3, right, "x")))
        .hasAtLeastOneElementOfType(Effect.MessageReceived.class);
  }

  @Test
  void read_placeBeforeTheJoin_cannotBeCompared() {
    begin();

    assertThat(bob.read(message(3, anna, 1, LogPlace.BEGINNING, "hi")))
        .hasAtLeastOneElementOfType(Effect.MessageReceived.class);
    assertThat(bob.cursor.trust()).isEqualTo(LogTrust.UNCONFIRMED);
  }

  @Test
  void read_startThatTheServerMisstated_isNoticedByTheFirstMessage() {
    anna.read(first);
    anna.read(second);
    Reader misled =
        new Reader(
            bed.bob,
            ChatCursor.joining(bed.chat, new Seq(2), LogHash.of(new byte[32]), bed.joined));
    misled.read(second);

    assertThat(misled.read(message(3, anna, 1, anna.cursor.head(), "hi")))
        .containsExactly(new Effect.PlaceDiffers(new Seq(3), new Seq(2)));
  }

  @Test
  void read_alteredEntryBefore_isNoticed() {
    begin();
    LogEntry real = message(3, anna, 1, anna.cursor.head(), "real");
    anna.read(real);
    LogEntry altered =
        entry(3, 1, real.sender(), real.clientId(), Bytes.copyFrom(new byte[9]), Optional.empty());

    assertThat(bob.read(altered)).hasAtLeastOneElementOfType(Effect.MessageRefused.class);
    assertThat(bob.read(message(4, anna, 2, anna.cursor.head(), "next")))
        .containsExactly(new Effect.PlaceDiffers(new Seq(4), new Seq(3)));
  }

  @Test
  void read_deletedMessage_isGoneAndTheChainHolds() {
    begin();
    LogEntry third = message(3, anna, 1, anna.cursor.head(), "oops");
    anna.read(third);
    LogEntry gone =
        entry(
            3,
            1,
            third.sender(),
            third.clientId(),
            Bytes.copyFrom(new byte[0]),
            Optional.of(LogHash.of(third.entryHash())));

    assertThat(bob.read(gone))
        .containsExactly(new Effect.MessageGone(new Seq(3), bed.anna.device(), false));
    assertThat(bob.cursor.head()).isEqualTo(anna.cursor.head());
  }

  @Test
  void read_deletion_namesTargetAndDevice() {
    begin();
    both(message(3, anna, 1, anna.cursor.head(), "oops"));

    assertThat(bob.read(deletion(4, 3)))
        .containsExactly(new Effect.Deleted(new Seq(4), new Seq(3), bed.anna.device()));
  }

  @Test
  void read_deletionOfItselfOrNothing_isNotUnderstood() {
    begin();

    assertThat(bob.read(deletion(3, 3))).containsExactly(new Effect.NotUnderstood(new Seq(3), 3));
    assertThat(bob.read(deletion(4, 0))).containsExactly(new Effect.NotUnderstood(new Seq(4), 3));
  }

  @Test
  void read_noticeOfServer_isPassedOn() {
    begin();
    List<Effect> effects = bob.read(notice(3, DeviceId.NONE));

    assertThat(effects).hasSize(1);
    assertThat(((Effect.Notice) effects.get(0)).notice().kind())
        .isEqualTo(EntryPayload.NoticeKind.LEFT);
  }

  @Test
  void read_noticeOfADevice_isNotUnderstood() {
    begin();

    assertThat(bob.read(notice(3, bed.anna.device())))
        .containsExactly(new Effect.NotUnderstood(new Seq(3), 4));
  }

  @Test
  void read_kindOfNewerVersion_isNotUnderstoodAndPassed() {
    begin();

    assertThat(
            bob.read(
                entry(
                    3,
                    9,
                    DeviceId.NONE,
                    ClientMessageId.NONE,
                    Bytes.copyFrom(new byte[3]),
                    Optional.empty())))
        .containsExactly(new Effect.NotUnderstood(new Seq(3), 9));
    assertThat(bob.cursor.head().seq()).isEqualTo(new Seq(3));
  }

  @Test
  void read_commitThatDoesNotDecode_isASkippedHandshake() {
    begin();
    bob.cursor = bob.cursor.withPending(bed.agreement.rekey(group(bob), bed.bob));
    LogEntry junk =
        entry(
            3,
            2,
            bed.anna.device(),
            ClientMessageId.random(),
            Bytes.copyFrom(new byte[] {1}),
            Optional.empty());

    assertThat(bob.read(junk))
        .containsExactly(
            new Effect.CommitSkipped(new Seq(3), SkipReason.MALFORMED),
            new Effect.PendingSuperseded(new Seq(3)));
    assertThat(bob.cursor.latestHandshake()).isEqualTo(new Seq(3));
    assertThat(bob.cursor.pending()).isEmpty();
    assertThat(group(bob).epoch()).isEqualTo(new Epoch(1));
  }

  @Test
  void read_ownCommitWithOtherStatement_isSkippedLikeByOthers() {
    begin();
    PendingCommit rekey = bed.agreement.rekey(group(bob), bed.bob);
    bob.cursor = bob.cursor.withPending(rekey);
    PendingCommit restated =
        new PendingCommit(
            rekey.next(),
            rekey.commit(),
            rekey.groupInfo(),
            CommitStatement.joining(bed.bob.user(), bed.bob.device()));
    LogEntry third = commit(3, bed.bob, restated);

    assertThat(anna.read(third))
        .containsExactly(new Effect.CommitSkipped(new Seq(3), SkipReason.STATEMENT_DIFFERS));
    assertThat(bob.read(third))
        .containsExactly(
            new Effect.CommitSkipped(new Seq(3), SkipReason.STATEMENT_DIFFERS),
            new Effect.PendingSuperseded(new Seq(3)));
  }

  @Test
  void read_ownCommitUnderOtherSender_isSkippedLikeByOthers() {
    begin();
    PendingCommit rekey = bed.agreement.rekey(group(bob), bed.bob);
    bob.cursor = bob.cursor.withPending(rekey);
    LogEntry third = commit(3, bed.anna, rekey);

    assertThat(anna.read(third))
        .containsExactly(new Effect.CommitSkipped(new Seq(3), SkipReason.WRONG_SENDER));
    assertThat(bob.read(third))
        .containsExactly(
            new Effect.CommitSkipped(new Seq(3), SkipReason.WRONG_SENDER),
            new Effect.PendingSuperseded(new Seq(3)));
  }

  @Test
  void read_commitThatCannotBeFollowed_leadsToRejoining() {
    begin();
    PendingCommit rekey = bed.agreement.rekey(group(bob), bed.bob);
    byte[] bytes = rekey.commit().toByteArray();
    bytes[bytes.length - 1] ^= 1;
    PendingCommit broken =
        new PendingCommit(
            rekey.next(), Bytes.copyFrom(bytes), rekey.groupInfo(), rekey.statement());

    assertThat(anna.read(commit(3, bed.bob, broken)))
        .containsExactly(new Effect.MustRejoin(new Seq(3), RejoinReason.CONFIRMATION_DIFFERS));
    assertThat(anna.cursor.maySend()).isFalse();
    Reader author = new Reader(bed.bob, bob.cursor.withPending(broken));
    author.read(commit(3, bed.bob, broken));
    assertThat(anna.read(message(4, author, 1, author.cursor.head(), "lost")))
        .containsExactly(new Effect.MessageUnreadable(new Seq(4), bed.bob.device()));

    PendingCommit again = bed.agreement.join(bed.chat, broken.groupInfo().toByteArray(), bed.anna);
    anna.cursor = anna.cursor.withPending(again);
    assertThat(anna.read(commit(5, bed.anna, again)))
        .containsExactly(new Effect.OwnCommitApplied(new Seq(5), new Epoch(3)));
    assertThat(anna.cursor.maySend()).isTrue();
  }

  @Test
  void read_commitBeforeOwnRejoin_supersedesIt() {
    Reader late =
        new Reader(bed.bob, ChatCursor.joining(bed.chat, new Seq(1), LogHash.ZERO, bed.joined));

    assertThat(late.read(first)).containsExactly(new Effect.PendingSuperseded(new Seq(1)));
    assertThat(late.cursor.group()).isEmpty();
  }

  @Test
  void read_randomPayloads_neverThrows() {
    begin();
    Random random = new Random(5);
    for (int i = 3; i < 3_000; i++) {
      byte[] junk = new byte[random.nextInt(200)];
      random.nextBytes(junk);
      if (junk.length > 0 && random.nextBoolean()) {
        junk[0] = 1;
      }
      bob.read(
          entry(
              i,
              1 + random.nextInt(5),
              random.nextBoolean() ? bed.anna.device() : DeviceId.NONE,
              ClientMessageId.random(),
              Bytes.copyFrom(junk),
              Optional.empty()));
    }

    assertThat(bob.cursor.head().seq()).isEqualTo(new Seq(2_999));
    assertThat(group(bob).epoch()).isEqualTo(new Epoch(1));
  }

  private void begin() {
    anna.read(first);
    anna.read(second);
    bob.read(second);
  }

  private void both(LogEntry entry) {
    anna.read(entry);
    bob.read(entry);
  }

  private static GroupState group(Reader reader) {
    return reader.cursor.group().orElseThrow();
  }

  private LogEntry message(long seq, Reader author, long counter, LogPlace place, String text) {
    ClientMessageId id = ClientMessageId.random();
    byte[] payload =
        PayloadCipher.seal(
            group(author),
            author.self,
            new Draft(
                PayloadKind.MESSAGE,
                id,
                counter,
                place,
                ContentCodec.text(text, Optional.empty())));
    return entry(seq, 1, author.self.device(), id, Bytes.copyFrom(payload), Optional.empty());
  }

  private LogEntry commit(long seq, LocalDevice author, PendingCommit commit) {
    chat.sotto.v1.CommitStatement.Builder statement = chat.sotto.v1.CommitStatement.newBuilder();
    commit
        .statement()
        .added()
        .forEach(
            d ->
                statement.addAdded(
                    DeviceRef.newBuilder()
                        .setUsername(d.username().value())
                        .setDeviceId(ByteString.copyFrom(d.device().toBytes()))));
    commit.statement().invited().forEach(user -> statement.addInvited(user.value()));
    CommitEntry payload =
        CommitEntry.newBuilder()
            .setCommit(ByteString.copyFrom(commit.commit().toByteArray()))
            .setStatement(statement)
            .build();
    return entry(
        seq,
        2,
        author.device(),
        ClientMessageId.random(),
        Bytes.copyFrom(payload.toByteArray()),
        Optional.empty());
  }

  private LogEntry deletion(long seq, long target) {
    return entry(
        seq,
        3,
        bed.anna.device(),
        ClientMessageId.random(),
        Bytes.copyFrom(DeletionEntry.newBuilder().setTargetSeq(target).build().toByteArray()),
        Optional.empty());
  }

  private LogEntry notice(long seq, DeviceId sender) {
    NoticeEntry notice =
        NoticeEntry.newBuilder()
            .setKind(NoticeKind.NOTICE_KIND_LEFT)
            .setUsername("anna")
            .setClosesChat(true)
            .build();
    return entry(
        seq,
        4,
        sender,
        ClientMessageId.NONE,
        Bytes.copyFrom(notice.toByteArray()),
        Optional.empty());
  }

  private LogEntry entry(
      long seq,
      int kind,
      DeviceId sender,
      ClientMessageId id,
      Bytes payload,
      Optional<LogHash> deletedHash) {
    return new LogEntry(
        bed.chat, new Seq(seq), kind, sender, id, 1_000 + seq, payload, deletedHash);
  }

  /** A device that stores what it reads. */
  private final class Reader {
    private final LocalDevice self;
    private final Map<Seq, LogHash> hashes = new HashMap<>();
    private final LogReader reader;
    private ChatCursor cursor;

    Reader(LocalDevice self, ChatCursor cursor) {
      this.self = self;
      this.cursor = cursor;
      this.reader = new LogReader(bed.agreement, self.device());
    }

    List<Effect> read(LogEntry entry) {
      Step step = reader.read(cursor, entry, seq -> Optional.ofNullable(hashes.get(seq)));
      cursor = step.next();
      hashes.put(cursor.head().seq(), cursor.head().hash());
      return step.effects();
    }
  }
}
