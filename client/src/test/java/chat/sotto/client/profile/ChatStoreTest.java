package chat.sotto.client.profile;

import static chat.sotto.client.profile.TestProfile.ALICE;
import static chat.sotto.client.profile.TestProfile.BOB;
import static chat.sotto.client.profile.TestProfile.BOBS_DEVICE;
import static chat.sotto.client.profile.TestProfile.CHAT;
import static chat.sotto.client.profile.TestProfile.PASSWORD_KEY;
import static chat.sotto.client.profile.TestProfile.cursor;
import static chat.sotto.client.profile.TestProfile.entry;
import static chat.sotto.client.profile.TestProfile.epochKey;
import static chat.sotto.client.profile.TestProfile.filled;
import static chat.sotto.client.profile.TestProfile.message;
import static chat.sotto.client.profile.TestProfile.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.Seq;
import com.google.crypto.tink.util.Bytes;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatStoreTest {
  private static final ClientMessageId ID = ClientMessageId.of(filled(16, 9));

  @TempDir Path temporary;
  private ProfileDirectory directory = new ProfileDirectory(Path.of("."));
  private List<Profile> open = new ArrayList<>();

  @BeforeEach
  void begin() {
    directory = TestProfile.directory(temporary);
    open = new ArrayList<>(List.of(TestProfile.create(directory)));
    TestProfile.begin(profile());
  }

  @AfterEach
  void close() {
    profile().close();
  }

  @Test
  void begin_chat_isFoundWithItsStart() {
    reopen();

    assertThat(chats().find(CHAT)).contains(TestProfile.chat());
    assertThat(chats().all()).containsExactly(TestProfile.chat());
    assertThat(chats().findCursor(CHAT)).contains(new Cursor(Seq.ZERO, LogHash.ZERO, Seq.ZERO));
    assertThat(chats().findHash(CHAT, Seq.ZERO)).contains(LogHash.ZERO);
    assertThat(chats().findGroupState(CHAT)).isEmpty();
  }

  @Test
  void apply_everythingAnEntryChanges_isThereAfterReopening() {
    chats().storePending(CHAT, secret("pending"));
    profile().outbox().add(outgoing(CHAT, ID));
    StoredChat closed = TestProfile.chat().withState(ChatState.CLOSED).withMembers(List.of());

    chats().apply(message(1, BOB, "one"));
    chats()
        .apply(
            message(2, BOB, "two")
                .withGroup(secret("state"), epochKey(3))
                .withCounter(BOBS_DEVICE, 41)
                .withInfo(closed)
                .withDeleted(new Seq(1))
                .withAnswered(ID));
    reopen();

    assertThat(chats().findCursor(CHAT)).contains(cursor(2));
    assertThat(chats().findEntry(CHAT, new Seq(2))).contains(entry(2, BOB, "two"));
    assertThat(chats().findGroupState(CHAT)).hasValueSatisfying(is("state"));
    assertThat(profile().keyring().find(CHAT, epochKey(3).epoch()).orElseThrow().authenticator())
        .isEqualTo(epochKey(3).authenticator());
    assertThat(chats().counters(CHAT)).isEqualTo(Map.of(BOBS_DEVICE, 41L));
    assertThat(chats().find(CHAT)).contains(closed);
    assertThat(chats().findEntry(CHAT, new Seq(1)).orElseThrow().kind())
        .isEqualTo(MessageKind.DELETED);
    assertThat(profile().outbox().all()).isEmpty();
    assertThat(chats().findPending(CHAT)).isEmpty();
  }

  @Test
  void apply_lastStepDoesNotFollow_nothingOfTheOthersRemains() {
    List<EntryStep> steps =
        List.of(
            message(1, BOB, "one")
                .withGroup(secret("state"), epochKey(1))
                .withCounter(BOBS_DEVICE, 1),
            message(3, BOB, "three"));

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> chats().apply(steps))
        .withMessageContaining("does not follow");

    assertThat(chats().findCursor(CHAT).orElseThrow().position()).isEqualTo(Seq.ZERO);
    assertThat(chats().findEntry(CHAT, new Seq(1))).isEmpty();
    assertThat(chats().findGroupState(CHAT)).isEmpty();
    assertThat(profile().keyring().find(CHAT, epochKey(1).epoch())).isEmpty();
    assertThat(chats().counters(CHAT)).isEmpty();
  }

  @Test
  void apply_sameEntryTwice_isRefused() {
    chats().apply(message(1, BOB, "one"));

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> chats().apply(message(1, BOB, "again")));
    assertThat(chats().findEntry(CHAT, new Seq(1)).orElseThrow().text()).isEqualTo("one");
  }

  @Test
  void apply_chatNotBegun_isRefused() {
    chats().delete(CHAT);

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> chats().apply(message(1, BOB, "one")));
  }

  @Test
  void reserveCounters_afterReopening_neverRepeats() {
    assertThat(chats().reserveCounters(CHAT, 64)).isEqualTo(1);
    reopen();

    assertThat(chats().reserveCounters(CHAT, 1)).isEqualTo(65);
    assertThat(chats().reserveCounters(CHAT, 64)).isEqualTo(66);
  }

  @Test
  void history_manyEntries_givesTheNewestThatAreShown() {
    List<EntryStep> steps = new ArrayList<>();
    for (int seq = 1; seq <= 500; seq++) {
      StoredEntry entry = entry(seq, BOB, "m" + seq);
      boolean shown = seq % 5 == 0;
      steps.add(
          EntryStep.of(
              CHAT,
              cursor(seq),
              new StoredEntry(
                  entry.seq(),
                  entry.logHash(),
                  entry.sender(),
                  entry.device(),
                  entry.clientId(),
                  entry.time(),
                  entry.kind(),
                  shown,
                  entry.text(),
                  new Seq(1),
                  null)));
    }
    chats().apply(steps);

    assertThat(chats().history(CHAT, Seq.ZERO, Optional.empty(), 3))
        .extracting(StoredEntry::text)
        .containsExactly("m490", "m495", "m500");
    assertThat(chats().history(CHAT, Seq.ZERO, Optional.of(new Seq(490)), 2))
        .extracting(StoredEntry::text)
        .containsExactly("m480", "m485");
    assertThat(chats().history(CHAT, new Seq(490), Optional.empty(), 10))
        .extracting(StoredEntry::text)
        .containsExactly("m495", "m500");
    assertThat(chats().history(CHAT, Seq.ZERO, Optional.empty(), 1_000)).hasSize(100);
  }

  @Test
  void findHash_processedAndFuture_givesOnlyTheProcessed() {
    chats().apply(message(1, BOB, "one"));

    assertThat(chats().findHash(CHAT, new Seq(1))).contains(TestProfile.hash(1));
    assertThat(chats().findHash(CHAT, new Seq(2))).isEmpty();
  }

  @Test
  void unread_ownDeletedAndRead_doNotCount() {
    chats()
        .apply(
            List.of(
                message(1, BOB, "read"),
                message(2, BOB, "unread"),
                message(3, ALICE, "own"),
                message(4, BOB, "deleted"),
                message(5, BOB, "unread")));
    chats().deleteContent(CHAT, new Seq(4));

    assertThat(chats().unread(CHAT, ALICE)).isEqualTo(3);
    chats().advance(CHAT, new Mark(ALICE, Seq.ZERO, new Seq(1)));
    assertThat(chats().unread(CHAT, ALICE)).isEqualTo(2);
  }

  @Test
  void advance_marks_neverFall() {
    assertThat(chats().advance(CHAT, new Mark(BOB, new Seq(3), Seq.ZERO))).isTrue();
    assertThat(chats().advance(CHAT, new Mark(BOB, new Seq(2), Seq.ZERO))).isFalse();
    assertThat(chats().advance(CHAT, new Mark(BOB, Seq.ZERO, new Seq(5)))).isTrue();

    assertThat(chats().findMark(CHAT, BOB)).contains(new Mark(BOB, new Seq(5), new Seq(5)));
    assertThat(chats().marks(CHAT)).hasSize(1);
  }

  @Test
  void deleteContent_message_keepsPlaceAndHash() {
    chats().apply(message(1, BOB, "one"));

    assertThat(chats().deleteContent(CHAT, new Seq(1))).isTrue();
    assertThat(chats().deleteContent(CHAT, new Seq(2))).isFalse();

    StoredEntry left = chats().findEntry(CHAT, new Seq(1)).orElseThrow();
    assertThat(left.text()).isNull();
    assertThat(left.logHash()).isEqualTo(TestProfile.hash(1));
  }

  @Test
  void delete_chat_takesEverythingOfItAndNothingElse() {
    ChatId other = ChatId.of(filled(16, 0xc2));
    chats().apply(message(1, BOB, "one").withGroup(secret("state"), epochKey(1)));
    profile().outbox().add(outgoing(CHAT, ID));
    profile().outbox().add(outgoing(other, ClientMessageId.of(filled(16, 8))));
    chats().advance(CHAT, new Mark(BOB, new Seq(1), Seq.ZERO));

    chats().delete(CHAT);

    assertThat(chats().all()).isEmpty();
    assertThat(chats().findCursor(CHAT)).isEmpty();
    assertThat(chats().findEntry(CHAT, new Seq(1))).isEmpty();
    assertThat(chats().marks(CHAT)).isEmpty();
    assertThat(profile().keyring().find(CHAT, epochKey(1).epoch())).isEmpty();
    assertThat(profile().outbox().all()).extracting(OutboxMessage::chat).containsExactly(other);
  }

  @Test
  void notInVault_markedKeys_areLeftOut() {
    chats().apply(message(1, BOB, "one").withGroup(secret("state"), epochKey(1)));
    chats().apply(message(2, BOB, "two").withGroup(secret("state"), epochKey(2)));

    profile().keyring().markInVault(CHAT, epochKey(1).epoch());

    assertThat(profile().keyring().notInVault(CHAT))
        .extracting(EpochKey::epoch)
        .containsExactly(epochKey(2).epoch());
  }

  @Test
  void outbox_sameIdTwice_isKeptOnceInOrder() {
    ClientMessageId second = ClientMessageId.of(filled(16, 1));
    profile().outbox().add(outgoing(CHAT, ID));
    profile().outbox().add(outgoing(CHAT, second));
    profile().outbox().add(outgoing(CHAT, ID));
    reopen();

    assertThat(profile().outbox().all())
        .containsExactly(outgoing(CHAT, ID), outgoing(CHAT, second));
    assertThat(profile().outbox().remove(ID)).isTrue();
    assertThat(profile().outbox().remove(ID)).isFalse();
  }

  private static OutboxMessage outgoing(ChatId chat, ClientMessageId id) {
    return new OutboxMessage(chat, id, Bytes.copyFrom(filled(3, 3)), TestProfile.TIME, null);
  }

  private static java.util.function.Consumer<SecretBytes> is(String text) {
    return state -> assertThat(state.equalsSecretBytes(secret(text))).isTrue();
  }

  private Profile profile() {
    return open.get(0);
  }

  private ChatStore chats() {
    return profile().chats();
  }

  private void reopen() {
    profile().close();
    open.set(0, Profile.openWithPassword(directory, PASSWORD_KEY));
  }
}
