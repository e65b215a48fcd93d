package chat.sotto.service.domain;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.v1.DeletionEntry;
import chat.sotto.v1.NoticeEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The payloads that are written by hand are those that the generated code writes. */
class EntryPayloadsTest {
  private static final DeviceId DEVICE = DeviceId.ofHex("101112131415161718191a1b1c1d1e1f");

  @Test
  void deletion_isThatOfTheGeneratedCode() {
    assertThat(EntryPayloads.deletion(new Seq(300)))
        .isEqualTo(DeletionEntry.newBuilder().setTargetSeq(300).build().toByteString());
  }

  @Test
  void notices_areThoseOfTheGeneratedCode() {
    for (NoticeKind kind : NoticeKind.values()) {
      for (boolean closes : new boolean[] {false, true}) {
        assertThat(EntryPayloads.notice(kind, Username.of("bob"), List.of(DEVICE), closes))
            .isEqualTo(
                NoticeEntry.newBuilder()
                    .setKind(chat.sotto.v1.NoticeKind.valueOf("NOTICE_KIND_" + kind.name()))
                    .setUsername("bob")
                    .addRemovedDevices(DEVICE.toByteString())
                    .setClosesChat(closes)
                    .build()
                    .toByteString());
      }
    }
  }
}
