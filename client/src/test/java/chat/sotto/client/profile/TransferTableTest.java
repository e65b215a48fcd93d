package chat.sotto.client.profile;

import static chat.sotto.client.profile.TestFiles.ATTACHMENT;
import static chat.sotto.client.profile.TestFiles.MESSAGE;
import static chat.sotto.client.profile.TestProfile.BOB;
import static chat.sotto.client.profile.TestProfile.CHAT;
import static chat.sotto.client.profile.TestProfile.cursor;
import static chat.sotto.client.profile.TestProfile.entry;
import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.Seq;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in the profile: on their way, and in the history. */
class TransferTableTest {
  @TempDir Path temporary;
  private ProfileDirectory directory = new ProfileDirectory(Path.of("."));
  private Profile profile;

  @BeforeEach
  void create() {
    directory = TestProfile.directory(temporary);
    profile = TestProfile.create(directory);
    TestProfile.begin(profile);
  }

  @AfterEach
  void close() {
    profile.close();
  }

  private void reopen() {
    profile.close();
    profile = Profile.openWithPassword(directory, TestProfile.PASSWORD_KEY);
  }

  private TransferTable transfers() {
    return profile.transfers();
  }

  @Test
  void upload_storedAndReopened_isTheSame() {
    StoredUpload upload = TestFiles.upload();
    transfers().put(upload);
    reopen();

    assertThat(transfers().uploads()).containsExactly(upload);
    assertThat(transfers().findUpload(MESSAGE)).contains(upload);
    assertThat(transfers().spooled()).containsExactly("spooled-upload");
    assertThat(upload.toString()).doesNotContain("holiday");
  }

  @Test
  void commit_sealed_putsTheMessageWithItsAttachmentIntoTheOutbox() {
    transfers().put(TestFiles.upload());
    transfers().commit(TestFiles.upload());
    reopen();

    assertThat(profile.outbox().all()).containsExactly(TestFiles.upload().message());
    assertThat(profile.outbox().all().get(0).attachment()).isEqualTo(ATTACHMENT);
    assertThat(transfers().findUpload(MESSAGE))
        .map(StoredUpload::stage)
        .contains(StoredUpload.Stage.COMMITTED);
  }

  @Test
  void takeBack_committed_leavesTheOutboxAndCounts() {
    transfers().commit(TestFiles.upload());

    StoredUpload returned = transfers().takeBack(TestFiles.upload().committed());

    assertThat(profile.outbox().all()).isEmpty();
    assertThat(transfers().findUpload(MESSAGE)).contains(returned);
    assertThat(returned.stage()).isEqualTo(StoredUpload.Stage.SEALED);
    assertThat(returned.returns()).isEqualTo(1);
  }

  @Test
  void remove_uploadAndDownload_areGone() {
    StoredDownload download =
        new StoredDownload(CHAT, new Seq(4), ATTACHMENT, "spooled-download", "");
    transfers().put(TestFiles.upload());
    transfers().put(download);
    transfers().put(download.writingTo("/tmp/x"));
    assertThat(transfers().findDownload(CHAT, ATTACHMENT)).contains(download.writingTo("/tmp/x"));
    assertThat(transfers().spooled())
        .containsExactlyInAnyOrder("spooled-upload", "spooled-download");

    transfers().remove(TestFiles.upload());
    transfers().remove(download);

    assertThat(transfers().spooled()).isEmpty();
    assertThat(transfers().downloads()).isEmpty();
  }

  @Test
  void delete_chat_forgetsItsFilesOnTheirWay() {
    transfers().put(TestFiles.upload());
    transfers().put(new StoredDownload(CHAT, new Seq(4), ATTACHMENT, "spooled-download", ""));

    profile.chats().delete(CHAT);

    assertThat(transfers().spooled()).isEmpty();
  }

  @Test
  void entry_withFile_isReadBackAndLosesItWhenDeleted() {
    for (boolean image : new boolean[] {true, false}) {
      Seq seq = new Seq(image ? 1 : 2);
      StoredEntry plain = entry(seq.value(), BOB, "a caption");
      StoredEntry stored =
          new StoredEntry(
              plain.seq(),
              plain.logHash(),
              BOB,
              plain.device(),
              plain.clientId(),
              plain.time(),
              MessageKind.FILE,
              true,
              plain.text(),
              null,
              TestFiles.file(image));
      profile.chats().apply(EntryStep.of(CHAT, cursor(seq.value()), stored));
      reopen();

      assertThat(profile.chats().findEntry(CHAT, seq)).contains(stored);

      profile.chats().deleteContent(CHAT, seq);
      Optional<StoredEntry> left = profile.chats().findEntry(CHAT, seq);
      assertThat(left).map(StoredEntry::kind).contains(MessageKind.DELETED);
      assertThat(left.orElseThrow().file()).isNull();
    }
  }

  @Test
  void deleteProfile_withSpool_leavesNothing() throws Exception {
    Files.createDirectory(directory.spool());
    Files.writeString(directory.spool().resolve("0123"), "sealed");
    profile.close();

    directory.delete();

    assertThat(directory.path()).doesNotExist();
    profile = TestProfile.create(directory);
  }
}
