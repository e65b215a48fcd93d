package chat.sotto.client.chatlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import com.google.crypto.tink.util.Bytes;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogEntryTest {
  private static final LogEntry ENTRY =
      new LogEntry(
          ChatId.parse("00112233445566778899aabbccddeeff"),
          new Seq(1),
          1,
          DeviceId.parse("01".repeat(16)),
          ClientMessageId.parse("02".repeat(16)),
          1_700_000_000_000L,
          Bytes.copyFrom(new byte[] {5, 6}),
          Optional.empty());

  @Test
  void canonicalBytes_golden_areFixed() {
    assertThat(HexFormat.of().formatHex(ENTRY.canonicalBytes()))
        .isEqualTo(
            "00112233445566778899aabbccddeeff"
                + "0000000000000001"
                + "01"
                + "01".repeat(16)
                + "02".repeat(16)
                + "0000018bcfe56800"
                + "00000002"
                + "0506");
  }

  @Test
  void chain_golden_isFixed() {
    assertThat(HexFormat.of().formatHex(ENTRY.entryHash()))
        .isEqualTo("8569925ec769c684fdef3fbc2e0ed56f306a9132cedc0663eaf2def2dc5c4d71");
    assertThat(ENTRY.chain(LogHash.ZERO).toString())
        .isEqualTo("eaf8fc8bf6609e56335d776abed8bc77b0e9cd6c3c1f70e78b6e8f1959257418");
  }

  @Test
  void chain_deletedMessage_isAsItWas() {
    LogEntry deleted =
        new LogEntry(
            ENTRY.chat(),
            ENTRY.seq(),
            1,
            ENTRY.sender(),
            ENTRY.clientId(),
            ENTRY.timeMs(),
            Bytes.copyFrom(new byte[0]),
            Optional.of(LogHash.of(ENTRY.entryHash())));

    assertThat(deleted.chain(LogHash.ZERO)).isEqualTo(ENTRY.chain(LogHash.ZERO));
  }

  @Test
  void constructor_whatNoLogHolds_isABadResponse() {
    assertBad(() -> entry(0, 1, new byte[1], Optional.empty()));
    assertBad(() -> entry(1, 0, new byte[1], Optional.empty()));
    assertBad(() -> entry(1, 256, new byte[1], Optional.empty()));
    assertBad(() -> entry(1, 1, new byte[1], Optional.of(LogHash.ZERO)));
    assertBad(() -> entry(1, 2, new byte[0], Optional.of(LogHash.ZERO)));
  }

  private static LogEntry entry(long seq, int kind, byte[] payload, Optional<LogHash> deleted) {
    return new LogEntry(
        ENTRY.chat(),
        new Seq(seq),
        kind,
        DeviceId.NONE,
        ClientMessageId.NONE,
        0,
        Bytes.copyFrom(payload),
        deleted);
  }

  private static void assertBad(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(call)
        .matches(e -> e.is(Reason.BAD_RESPONSE));
  }
}
