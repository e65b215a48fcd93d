package chat.sotto.service.contract;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.service.domain.AttachmentDraft;
import chat.sotto.service.domain.AttachmentId;
import chat.sotto.service.domain.AttachmentRecord;
import chat.sotto.service.domain.BlobId;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.MessageDraft;
import chat.sotto.service.domain.Rejection;
import chat.sotto.service.domain.Rejection.Reason;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.store.AppendOutcome;
import chat.sotto.service.store.AttachmentLookup;
import chat.sotto.service.store.AttachmentStore;
import chat.sotto.service.store.BeginOutcome;
import chat.sotto.service.store.BeginOutcome.Flaw;
import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link AttachmentStore} promises. */
public abstract class AttachmentStoreContract extends StoreContract {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long QUOTA = 1 << 20;
  private static final ByteString HASH = randomBytes(32);

  private DeviceRef alice;
  private DeviceRef bob;
  private ChatId chat;
  private AttachmentStore attachments;

  @BeforeEach
  void makeChat() {
    alice = register("alice");
    bob = register("bob");
    chat = active(alice, bob);
    attachments = stores.attachments();
  }

  private AttachmentDraft draft(DeviceRef uploader, long size) {
    return new AttachmentDraft(
        chat, AttachmentId.random(RANDOM), uploader, size, BlobId.random(RANDOM));
  }

  private BeginOutcome begin(AttachmentDraft draft) {
    return done(attachments.begin(draft, QUOTA, NOW));
  }

  private AttachmentRecord begun(AttachmentDraft draft) {
    return begin(draft)
        .fold(
            BeginOutcome.Begun::attachment,
            rejected -> {
              throw new AssertionError(rejected);
            },
            refused -> {
              throw new AssertionError(refused);
            });
  }

  /** Begun and committed. */
  private AttachmentRecord uploaded(DeviceRef uploader, long size) {
    AttachmentRecord record = begun(draft(uploader, size));
    assertThat(done(attachments.complete(chat, record.id(), record.blob(), HASH, NOW))).isTrue();
    return attachments.find(chat, record.id()).orElseThrow();
  }

  private MessageDraft naming(AttachmentRecord attachment, DeviceRef sender) {
    return new MessageDraft(
        chat, sender, newClientId(), new Seq(2), randomBytes(300), Optional.of(attachment.id()));
  }

  private AppendOutcome name(AttachmentRecord attachment, DeviceRef sender) {
    return done(stores.log().append(naming(attachment, sender), NOW));
  }

  private AttachmentRecord named(DeviceRef uploader, long size) {
    AttachmentRecord attachment = uploaded(uploader, size);
    stored(name(attachment, uploader));
    return attachments.find(chat, attachment.id()).orElseThrow();
  }

  private Optional<Reason> lookUp(AttachmentId id, DeviceRef reader) {
    return attachments
        .lookUp(chat, id, reader, NOW)
        .fold(found -> Optional.empty(), rejected -> Optional.of(rejected.rejection().reason()));
  }

  private void assertGone(AttachmentRecord attachment) {
    assertThat(attachments.find(chat, attachment.id())).isEmpty();
    assertThat(attachments.orphans(Optional.empty(), 100)).contains(attachment.blob());
    assertThat(attachments.unknown(List.of(attachment.blob()))).isEmpty();
  }

  private static Optional<Reason> why(Optional<Rejection> refused) {
    return refused.map(Rejection::reason);
  }

  @Test
  void begin_new_isKeptAndCounted() {
    AttachmentDraft draft = draft(alice, 10_000);

    AttachmentRecord record = begun(draft);

    assertThat(record).isEqualTo(AttachmentRecord.begun(draft, NOW));
    assertThat(attachments.find(chat, draft.id())).contains(record);
    assertThat(record.isComplete()).isFalse();
    assertThat(attachments.usage(alice.user())).isEqualTo(10_000);
    assertThat(stores.accounts().stats().attachments()).isEqualTo(1);
    assertThat(stores.accounts().stats().attachmentBytes()).isEqualTo(10_000);
  }

  @Test
  void begin_again_findsTheFirstAndCountsOnce() {
    AttachmentDraft first = draft(alice, 10_000);
    begun(first);
    AttachmentDraft second =
        new AttachmentDraft(chat, first.id(), alice, 10_000, BlobId.random(RANDOM));

    BeginOutcome again = done(attachments.begin(second, QUOTA, NOW.plusSeconds(60)));

    assertThat(again).isInstanceOf(BeginOutcome.Begun.class);
    assertThat(attachments.find(chat, first.id()).orElseThrow().blob()).isEqualTo(first.blob());
    assertThat(attachments.find(chat, first.id()).orElseThrow().touched())
        .isEqualTo(NOW.plusSeconds(60));
    assertThat(attachments.usage(alice.user())).isEqualTo(10_000);
    assertThat(attachments.unknown(List.of(first.blob(), second.blob())))
        .containsExactly(second.blob());
  }

  @Test
  void begin_otherSize_isRefused() {
    AttachmentDraft first = draft(alice, 10_000);
    begun(first);

    assertThat(begin(new AttachmentDraft(chat, first.id(), alice, 10_001, first.blob())))
        .isEqualTo(new BeginOutcome.Refused(Flaw.SIZE_DIFFERS));
  }

  @Test
  void begin_idOfSomebodyElse_isRefused() {
    AttachmentDraft first = draft(alice, 10_000);
    begun(first);

    assertThat(begin(new AttachmentDraft(chat, first.id(), bob, 10_000, BlobId.random(RANDOM))))
        .isEqualTo(new BeginOutcome.Refused(Flaw.ID_TAKEN));
  }

  @Test
  void begin_sameIdInAnotherChat_isAnotherAttachment() {
    DeviceRef carol = register("carol");
    ChatId other = active(alice, carol);
    AttachmentDraft first = draft(alice, 10_000);
    begun(first);

    AttachmentRecord second =
        begun(new AttachmentDraft(other, first.id(), alice, 20_000, BlobId.random(RANDOM)));

    assertThat(second.size()).isEqualTo(20_000);
    assertThat(attachments.find(chat, first.id()).orElseThrow().size()).isEqualTo(10_000);
  }

  @Test
  void begin_beyondQuota_isRefusedAndSmallOnesCountAsFourKibibytes() {
    begun(draft(alice, QUOTA - 8192));
    begun(draft(alice, 1));
    assertThat(attachments.usage(alice.user())).isEqualTo(QUOTA - 4096);

    assertThat(begin(draft(alice, 4097))).isEqualTo(new BeginOutcome.Refused(Flaw.QUOTA_EXCEEDED));
    assertThat(begin(draft(alice, Long.MAX_VALUE)))
        .isEqualTo(new BeginOutcome.Refused(Flaw.QUOTA_EXCEEDED));
    begun(draft(alice, 4096));
    assertThat(begin(draft(alice, 1))).isEqualTo(new BeginOutcome.Refused(Flaw.QUOTA_EXCEEDED));
    begun(draft(bob, 4097));
  }

  @Test
  void begin_tooManyUnnamed_isRefusedUntilOneIsNamed() {
    AttachmentRecord first = uploaded(alice, 1);
    for (int i = 1; i < AttachmentStore.MOST_UNNAMED; i++) {
      begun(draft(alice, 1));
    }

    assertThat(begin(draft(alice, 1))).isEqualTo(new BeginOutcome.Refused(Flaw.TOO_MANY_UNNAMED));
    stored(name(first, alice));
    begun(draft(alice, 1));
  }

  @Test
  void begin_byWhoeverMayNotSend_isRejectedInTheOrderOfSending() {
    DeviceRef carol = register("carol");
    assertThat(begin(draft(carol, 1)))
        .isEqualTo(new BeginOutcome.Rejected(Rejection.of(Reason.CHAT_NOT_FOUND)));
    assertThat(begin(draft(newDevice("alice"), 1)))
        .isEqualTo(new BeginOutcome.Rejected(Rejection.of(Reason.CHAT_NOT_FOUND)));
    done(stores.accounts().block(bob.user(), alice.user()));
    assertThat(begin(draft(alice, 1)))
        .isEqualTo(new BeginOutcome.Rejected(Rejection.of(Reason.BLOCKED)));
    assertThat(why(attachments.checkUpload(chat, alice, NOW))).contains(Reason.BLOCKED);
    done(stores.accounts().unblock(bob.user(), alice.user()));
    assertThat(attachments.checkUpload(chat, alice, NOW)).isEmpty();
    departed(done(stores.chats().leave(chat, bob.user(), NOW)));
    assertThat(begin(draft(alice, 1)))
        .isEqualTo(new BeginOutcome.Rejected(Rejection.of(Reason.CHAT_CLOSED)));
    assertThat(why(attachments.checkUpload(newChatId(), alice, NOW)))
        .contains(Reason.CHAT_NOT_FOUND);
  }

  @Test
  void complete_twice_isTheSame() {
    AttachmentRecord record = uploaded(alice, 10);

    assertThat(done(attachments.complete(chat, record.id(), record.blob(), HASH, NOW))).isTrue();
    assertThat(record.sha256()).contains(HASH);
    assertThat(attachments.findHash(record.blob())).contains(HASH);
    assertThat(attachments.findHash(begun(draft(alice, 10)).blob())).isEmpty();
    assertThat(attachments.findHash(BlobId.random(RANDOM))).isEmpty();
    assertThat(attachments.find(chat, record.id())).contains(record);
  }

  @Test
  void complete_goneOrOtherBlob_isNot() {
    AttachmentRecord record = begun(draft(alice, 10));

    assertThat(done(attachments.complete(chat, record.id(), BlobId.random(RANDOM), HASH, NOW)))
        .isFalse();
    assertThat(attachments.find(chat, record.id()).orElseThrow().isComplete()).isFalse();
    assertThat(done(attachments.delete(chat, record.id(), alice, NOW))).isEmpty();
    assertThat(done(attachments.complete(chat, record.id(), record.blob(), HASH, NOW))).isFalse();
  }

  @Test
  void lookUp_beforeAMessageNamesIt_isForItsUploaderAlone() {
    AttachmentRecord open = begun(draft(alice, 10));
    AttachmentRecord complete = uploaded(alice, 10);

    assertThat(lookUp(open.id(), alice)).contains(Reason.ATTACHMENT_NOT_FOUND);
    assertThat(lookUp(complete.id(), alice)).isEmpty();
    assertThat(lookUp(complete.id(), bob)).contains(Reason.ATTACHMENT_NOT_FOUND);
    assertThat(lookUp(AttachmentId.random(RANDOM), alice)).contains(Reason.ATTACHMENT_NOT_FOUND);
  }

  @Test
  void lookUp_named_isForWhoReadsTheChatAlsoWhenItIsClosed() {
    AttachmentRecord record = named(alice, 10);
    DeviceRef carol = register("carol");

    assertThat(attachments.lookUp(chat, record.id(), bob, NOW))
        .isEqualTo(new AttachmentLookup.Found(record));
    assertThat(lookUp(record.id(), carol)).contains(Reason.CHAT_NOT_FOUND);
    assertThat(lookUp(record.id(), newDevice("bob"))).contains(Reason.CHAT_NOT_FOUND);
    departed(done(stores.chats().leave(chat, alice.user(), NOW)));
    assertThat(lookUp(record.id(), bob)).isEmpty();
    assertThat(lookUp(record.id(), alice)).contains(Reason.CHAT_NOT_FOUND);
  }

  @Test
  void append_namingAnAttachment_bindsItToTheMessage() {
    AttachmentRecord record = uploaded(alice, 10);
    MessageDraft draft = naming(record, alice);

    AppendOutcome.Stored first = stored(done(stores.log().append(draft, NOW)));
    AppendOutcome.Stored again = stored(done(stores.log().append(draft, NOW)));

    assertThat(again.repeated()).isTrue();
    assertThat(again.entry()).isEqualTo(first.entry());
    assertThat(attachments.find(chat, record.id()).orElseThrow().message())
        .contains(first.entry().seq());
  }

  @Test
  void append_namingWhatAnotherMessageNames_isRejectedAndNotStored() {
    AttachmentRecord record = named(alice, 10);
    Seq end = stores.chats().findHead(chat).orElseThrow().lastSeq();

    assertThat(rejection(name(record, alice))).contains(Reason.ATTACHMENT_IN_USE);
    assertThat(stores.chats().findHead(chat).orElseThrow().lastSeq()).isEqualTo(end);
  }

  @Test
  void append_namingIncompleteForeignOrNothing_isRejected() {
    AttachmentRecord open = begun(draft(alice, 10));
    AttachmentRecord complete = uploaded(alice, 10);

    assertThat(rejection(name(open, alice))).contains(Reason.ATTACHMENT_NOT_FOUND);
    assertThat(rejection(name(complete, bob))).contains(Reason.ATTACHMENT_NOT_FOUND);
    AttachmentRecord never = AttachmentRecord.begun(draft(alice, 10), NOW);
    assertThat(rejection(name(never, alice))).contains(Reason.ATTACHMENT_NOT_FOUND);
    assertThat(stores.chats().findHead(chat).orElseThrow().lastSeq()).isEqualTo(new Seq(2));
  }

  @Test
  void append_namingWhatLiesInAnotherChat_isRejected() {
    DeviceRef carol = register("carol");
    ChatId other = active(alice, carol);
    AttachmentRecord record = uploaded(alice, 10);

    MessageDraft draft =
        new MessageDraft(
            other, alice, newClientId(), new Seq(2), randomBytes(30), Optional.of(record.id()));

    assertThat(rejection(done(stores.log().append(draft, NOW))))
        .contains(Reason.ATTACHMENT_NOT_FOUND);
  }

  @Test
  void delete_own_orphansItsBytesAndGivesRoomBack() {
    AttachmentRecord record = uploaded(alice, 10_000);

    assertThat(done(attachments.delete(chat, record.id(), alice, NOW))).isEmpty();
    assertThat(done(attachments.delete(chat, record.id(), alice, NOW))).isEmpty();

    assertGone(record);
    assertThat(attachments.usage(alice.user())).isZero();
  }

  @Test
  void delete_named_isInUse() {
    AttachmentRecord record = named(alice, 10);

    assertThat(why(done(attachments.delete(chat, record.id(), alice, NOW))))
        .contains(Reason.ATTACHMENT_IN_USE);
    assertThat(attachments.find(chat, record.id())).contains(record);
  }

  @Test
  void delete_ofSomebodyElse_changesNothing() {
    AttachmentRecord unnamed = uploaded(alice, 10);
    AttachmentRecord named = named(alice, 10);

    assertThat(done(attachments.delete(chat, unnamed.id(), bob, NOW))).isEmpty();
    assertThat(done(attachments.delete(chat, named.id(), bob, NOW))).isEmpty();
    assertThat(why(done(attachments.delete(chat, named.id(), register("carol"), NOW))))
        .contains(Reason.CHAT_NOT_FOUND);
    assertThat(attachments.find(chat, unnamed.id())).isPresent();
    assertThat(attachments.find(chat, named.id())).isPresent();
  }

  @Test
  void deletedMessage_takesItsAttachmentAlong() {
    AttachmentRecord kept = named(alice, 10_000);
    AttachmentRecord deleted = named(alice, 10_000);

    stored(done(stores.log().delete(chat, alice, deleted.message().orElseThrow(), NOW)));

    assertGone(deleted);
    assertThat(attachments.find(chat, kept.id())).contains(kept);
    assertThat(attachments.usage(alice.user())).isEqualTo(10_000);
  }

  @Test
  void expiredMessage_takesItsAttachmentAlong() {
    AttachmentRecord expired = named(alice, 10_000);
    AttachmentRecord unnamed = uploaded(alice, 10_000);
    MessageDraft later = naming(uploaded(alice, 5_000), alice);
    stored(done(stores.log().append(later, NOW.plusSeconds(10))));

    assertThat(done(stores.log().expire(chat, NOW.plusSeconds(5))).erased()).isEqualTo(1);

    assertGone(expired);
    assertThat(attachments.find(chat, unnamed.id())).isPresent();
    assertThat(attachments.find(chat, later.attachment().orElseThrow())).isPresent();
  }

  @Test
  void forgottenChat_takesAllAttachmentsAlong() {
    AttachmentRecord ofAlice = named(alice, 10_000);
    AttachmentRecord ofBob = named(bob, 10_000);
    departed(done(stores.chats().deleteFor(chat, alice.user(), NOW)));
    assertThat(attachments.find(chat, ofAlice.id())).contains(ofAlice);

    departed(done(stores.chats().deleteFor(chat, bob.user(), NOW)));

    assertGone(ofAlice);
    assertGone(ofBob);
    assertThat(attachments.usage(alice.user())).isZero();
    assertThat(attachments.usage(bob.user())).isZero();
    assertThat(stores.accounts().stats().attachments()).isZero();
  }

  @Test
  void leftChat_takesOnlyWhatNobodyCanNameAnyMore() {
    AttachmentRecord named = named(alice, 10_000);
    AttachmentRecord unnamed = uploaded(alice, 10_000);
    AttachmentRecord ofBob = uploaded(bob, 10_000);

    departed(done(stores.chats().leave(chat, alice.user(), NOW)));

    assertGone(unnamed);
    assertThat(attachments.find(chat, named.id())).isPresent();
    assertThat(attachments.find(chat, ofBob.id())).isPresent();
  }

  @Test
  void deletedAccount_leavesWhatOthersCanReadAndNothingElse() {
    AttachmentRecord named = named(alice, 10_000);
    AttachmentRecord unnamed = uploaded(alice, 10_000);

    done(stores.accounts().deleteAccount(alice.user(), NOW));

    assertGone(unnamed);
    assertThat(lookUp(named.id(), bob)).isEmpty();
  }

  @Test
  void expire_untouched_takesUnnamedOnesAlone() {
    AttachmentRecord named = named(alice, 10);
    AttachmentRecord open = begun(draft(alice, 10));
    AttachmentRecord complete = uploaded(alice, 10);
    AttachmentRecord touched = uploaded(alice, 10);
    Instant later = NOW.plusSeconds(60);
    attachments.touch(chat, touched.id(), later);
    // Steps for which nobody waits are written no later than one for which somebody does.
    done(attachments.forget(List.of()));

    assertThat(done(attachments.expire(NOW, 100))).isZero();
    int gone = done(attachments.expire(later, 1));
    gone += done(attachments.expire(later, 100));

    assertThat(gone).isEqualTo(2);
    assertGone(open);
    assertGone(complete);
    assertThat(attachments.find(chat, named.id())).isPresent();
    assertThat(attachments.find(chat, touched.id()).orElseThrow().touched()).isEqualTo(later);
  }

  @Test
  void touch_writtenLate_movesNothingBack() {
    AttachmentDraft draft = draft(alice, 10);
    begun(draft);
    done(attachments.begin(draft, QUOTA, NOW.plusSeconds(60)));

    attachments.touch(chat, draft.id(), NOW.plusSeconds(30));
    done(attachments.forget(List.of()));

    assertThat(attachments.find(chat, draft.id()).orElseThrow().touched())
        .isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void forget_deletedBlobs_areUnknownFromThenOn() {
    AttachmentRecord record = uploaded(alice, 10);
    assertThat(attachments.orphans(Optional.empty(), 100)).isEmpty();
    done(attachments.delete(chat, record.id(), alice, NOW));

    done(attachments.forget(List.of(record.blob(), BlobId.random(RANDOM))));

    assertThat(attachments.orphans(Optional.empty(), 100)).isEmpty();
    assertThat(attachments.unknown(List.of(record.blob()))).containsExactly(record.blob());
  }

  @Test
  void orphans_inPages_areAllOfThemInOrder() {
    List<BlobId> blobs = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      AttachmentRecord record = uploaded(alice, 10);
      done(attachments.delete(chat, record.id(), alice, NOW));
      blobs.add(record.blob());
    }
    blobs.sort(null);

    assertThat(attachments.orphans(Optional.empty(), 2)).isEqualTo(blobs.subList(0, 2));
    assertThat(attachments.orphans(Optional.of(blobs.get(1)), 2)).isEqualTo(blobs.subList(2, 4));
    assertThat(attachments.orphans(Optional.of(blobs.get(3)), 2)).isEqualTo(blobs.subList(4, 5));
    assertThat(attachments.orphans(Optional.of(blobs.get(4)), 2)).isEmpty();
  }
}
