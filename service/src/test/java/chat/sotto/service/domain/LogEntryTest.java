package chat.sotto.service.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The chain of docs/protocol.md, section 5; the vector was computed with Python's hashlib. */
class LogEntryTest {
  private static final ChatId CHAT = ChatId.ofHex("000102030405060708090a0b0c0d0e0f");

  private static final LogEntry COMMIT =
      new LogEntry(
          CHAT,
          new Seq(1),
          EntryKind.COMMIT,
          DeviceId.ofHex("101112131415161718191a1b1c1d1e1f"),
          ClientMessageId.ofHex("202122232425262728292a2b2c2d2e2f"),
          Instant.ofEpochMilli(1_700_000_000_000L),
          ByteString.copyFromUtf8("hello"),
          Optional.empty());

  private static final LogEntry NOTICE =
      new LogEntry(
          CHAT,
          new Seq(2),
          EntryKind.NOTICE,
          DeviceId.SERVER,
          ClientMessageId.NONE,
          Instant.ofEpochMilli(1_700_000_000_001L),
          ByteString.EMPTY,
          Optional.empty());

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  @Test
  void canonicalBytes_ofEntry_areThoseOfTheVector() {
    assertThat(HexFormat.of().formatHex(COMMIT.canonicalBytes()))
        .isEqualTo(
            "000102030405060708090a0b0c0d0e0f000000000000000102101112131415161718191a1b1c1d1e1f"
                + "202122232425262728292a2b2c2d2e2f0000018bcfe568000000000568656c6c6f");
  }

  @Test
  void logHash_overTwoEntries_isThatOfTheVector() {
    LogHash first = LogHash.ZERO.next(COMMIT.hash());
    LogHash second = first.next(NOTICE.hash());

    assertThat(hex(COMMIT.hash().bytes()))
        .isEqualTo("334c52fd6d8114022737edcaf800469dffb1db8bc146f20a5652750608e2d8d3");
    assertThat(hex(first.bytes()))
        .isEqualTo("15ed68822317a22b68d35b0f79b86c6cde9964a6ee29dd5dc4a1a515149452b1");
    assertThat(hex(second.bytes()))
        .isEqualTo("0ef4f698af09b4f8b9a072ac35861f042309bcc1ff11e26099132d57d4735c63");
  }

  @Test
  void withoutPayload_keepsTheHash() {
    LogEntry deleted = COMMIT.withoutPayload();

    assertThat(deleted.payload()).isEqualTo(ByteString.EMPTY);
    assertThat(deleted.isDeleted()).isTrue();
    assertThat(deleted.hash()).isEqualTo(COMMIT.hash());
  }

  @Test
  void hashes_ofAnotherLength_areRefused() {
    ByteString shorter = ByteString.copyFrom(new byte[31]);

    assertThatThrownBy(() -> new LogHash(shorter)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new EntryHash(shorter)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TokenHash(shorter)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void entryKinds_haveTheNumbersOfTheProtocol() {
    assertThat(EntryKind.values()).extracting(EntryKind::number).containsExactly(1, 2, 3, 4);
    assertThat(EntryKind.ofNumber(3)).isEqualTo(EntryKind.DELETION);
    assertThatThrownBy(() -> EntryKind.ofNumber(5)).isInstanceOf(IllegalArgumentException.class);
  }
}
