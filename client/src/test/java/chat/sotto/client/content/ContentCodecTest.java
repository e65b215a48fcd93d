package chat.sotto.client.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.client.codec.MalformedBytesException;
import chat.sotto.client.group.CommitStatement;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.content.v1.Content;
import chat.sotto.content.v1.Text;
import chat.sotto.v1.CommitEntry;
import chat.sotto.v1.DeletionEntry;
import chat.sotto.v1.DeviceRef;
import chat.sotto.v1.NoticeEntry;
import chat.sotto.v1.NoticeKind;
import chat.sotto.v1.Role;
import chat.sotto.v1.RoleChange;
import com.google.crypto.tink.util.Bytes;
import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContentCodecTest {
  private static final DeviceId DEVICE = DeviceId.random();

  @Test
  void text_empty_isRefusedNamingField() {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> ContentCodec.text("", Optional.empty()))
        .matches(e -> e.is(Reason.INVALID_FIELD) && e.field().orElse("").equals("text"));
  }

  @Test
  void text_beyond64KiBOfUtf8_isRefused() {
    String full = "é".repeat(ContentCodec.MAX_TEXT / 2);

    assertThat(ContentCodec.text(full, Optional.empty()).size()).isGreaterThan(65_536);
    for (String text : new String[] {full + "x", "x".repeat(65_537)}) {
      assertThatExceptionOfType(SottoException.class)
          .isThrownBy(() -> ContentCodec.text(text, Optional.empty()))
          .matches(e -> e.is(Reason.PAYLOAD_TOO_LARGE));
    }
  }

  @Test
  void parse_kindOfNewerVersion_isUnsupported() throws Exception {
    Bytes newer = bytes(Content.newBuilder().setReplyTo(4).build());

    assertThat(ContentCodec.parse(newer))
        .isEqualTo(new MessageContent.Unsupported(Optional.of(new Seq(4))));
  }

  @Test
  void parse_whatNoClientMayWrite_fails() {
    for (MessageLite content :
        new MessageLite[] {
          Content.newBuilder().setText(Text.getDefaultInstance()).build(),
          Content.newBuilder().setText(Text.newBuilder().setText("x".repeat(65_537))).build(),
          Content.newBuilder().setText(Text.newBuilder().setText("x")).setReplyTo(-1).build()
        }) {
      assertThatExceptionOfType(MalformedBytesException.class)
          .isThrownBy(() -> ContentCodec.parse(bytes(content)));
    }
    assertThatExceptionOfType(MalformedBytesException.class)
        .isThrownBy(() -> ContentCodec.parseReadMark(Bytes.copyFrom(new byte[] {1})));
    assertThatExceptionOfType(MalformedBytesException.class)
        .isThrownBy(() -> ContentCodec.parseTyping(Bytes.copyFrom(new byte[] {1})));
  }

  @Test
  void toString_text_isRedacted() {
    assertThat(new MessageContent.Text("secret", Optional.empty()).toString())
        .doesNotContain("secret");
  }

  @Test
  void commit_wellFormed_isRead() throws Exception {
    EntryPayload.Commit commit = EntryPayload.commit(bytes(commitEntry().build()));

    assertThat(commit.commit()).isEqualTo(Bytes.copyFrom(new byte[] {1}));
    assertThat(commit.statement()).isEqualTo(CommitStatement.joining(new Username("bob"), DEVICE));
  }

  @Test
  void commit_thatGivesRoles_saysSo() throws Exception {
    CommitEntry.Builder entry = commitEntry();
    entry
        .getStatementBuilder()
        .addRoles(RoleChange.newBuilder().setUsername("bob").setRole(Role.ROLE_OWNER));

    assertThat(EntryPayload.commit(bytes(entry.build())).statement().givesRoles()).isTrue();
  }

  @Test
  void commit_badNameOrDeviceOrEndlessList_fails() {
    CommitEntry.Builder badName = commitEntry();
    badName.getStatementBuilder().addInvited("Not A Name");
    CommitEntry.Builder badDevice = commitEntry();
    badDevice
        .getStatementBuilder()
        .addRemoved(DeviceRef.newBuilder().setUsername("bob").setDeviceId(ByteString.EMPTY));
    CommitEntry.Builder endless = commitEntry();
    for (int i = 0; i <= EntryPayload.MAX_LIST; i++) {
      endless.getStatementBuilder().addUninvited("bob");
    }

    for (CommitEntry.Builder entry : new CommitEntry.Builder[] {badName, badDevice, endless}) {
      assertThatExceptionOfType(MalformedBytesException.class)
          .isThrownBy(() -> EntryPayload.commit(bytes(entry.build())));
    }
  }

  @Test
  void deletionAndNotice_wellFormed_areRead() throws Exception {
    assertThat(
            EntryPayload.deletion(bytes(DeletionEntry.newBuilder().setTargetSeq(3).build()))
                .target())
        .isEqualTo(new Seq(3));
    EntryPayload.Notice notice =
        EntryPayload.notice(
            bytes(
                NoticeEntry.newBuilder()
                    .setKind(NoticeKind.NOTICE_KIND_LEFT)
                    .setUsername("bob")
                    .addRemovedDevices(ByteString.copyFrom(DEVICE.toBytes()))
                    .setClosesChat(true)
                    .build()));
    assertThat(notice.kind()).isEqualTo(EntryPayload.NoticeKind.LEFT);
    assertThat(notice.removedDevices()).containsExactly(DEVICE);
    assertThat(notice.closesChat()).isTrue();
  }

  @Test
  void parseAnything_randomBytes_failsTypedOrReads() {
    Random random = new Random(4);
    for (int i = 0; i < 20_000; i++) {
      byte[] junk = new byte[random.nextInt(40)];
      random.nextBytes(junk);
      Bytes bytes = Bytes.copyFrom(junk);
      try {
        switch (i % 4) {
          case 0 -> assertThat(ContentCodec.parse(bytes)).isNotNull();
          case 1 -> assertThat(EntryPayload.commit(bytes)).isNotNull();
          case 2 -> assertThat(EntryPayload.deletion(bytes)).isNotNull();
          default -> assertThat(EntryPayload.notice(bytes)).isNotNull();
        }
      } catch (MalformedBytesException e) {
        assertThat(e).hasMessageNotContaining("null");
      }
    }
  }

  private static CommitEntry.Builder commitEntry() {
    return CommitEntry.newBuilder()
        .setCommit(ByteString.copyFrom(new byte[] {1}))
        .setStatement(
            chat.sotto.v1.CommitStatement.newBuilder()
                .addAdded(
                    DeviceRef.newBuilder()
                        .setUsername("bob")
                        .setDeviceId(ByteString.copyFrom(DEVICE.toBytes()))));
  }

  private static Bytes bytes(MessageLite message) {
    return Bytes.copyFrom(message.toByteArray());
  }
}
