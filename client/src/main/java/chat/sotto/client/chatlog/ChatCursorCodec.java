package chat.sotto.client.chatlog;

import chat.sotto.client.codec.ByteReader;
import chat.sotto.client.codec.ByteWriter;
import chat.sotto.client.codec.MalformedBytesException;
import chat.sotto.client.content.LogPlace;
import chat.sotto.client.group.GroupAgreement;
import chat.sotto.client.group.GroupState;
import chat.sotto.client.group.PendingCommit;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.primitives.Secrets;
import com.google.crypto.tink.util.SecretBytes;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The form in which a cursor lies in the sealed profile; it holds the epoch's secret. */
public final class ChatCursorCodec {
  private static final int VERSION = 1;
  private static final int MAX_STATE = 8 * 1024 * 1024;
  private static final int MAX_DEVICES = 100_000;

  private final GroupAgreement agreement;

  /** With the agreement that the cursors' groups are of. */
  public ChatCursorCodec(GroupAgreement agreement) {
    this.agreement = agreement;
  }

  /** The cursor's form, to be sealed. */
  public SecretBytes write(ChatCursor cursor) {
    ByteWriter out = new ByteWriter().u8(VERSION).raw(cursor.chat().value());
    write(out, cursor.start());
    write(out, cursor.head());
    out.u64(cursor.latestHandshake().value());
    out.u8(number(cursor.trust()));
    out.lp(cursor.group().map(agreement::serialize).map(Secrets::export).orElse(new byte[0]));
    out.lp(cursor.pending().map(agreement::serialize).map(Secrets::export).orElse(new byte[0]));
    List<DeviceId> devices =
        cursor.counters().keySet().stream()
            .sorted(Comparator.comparing(DeviceId::toString))
            .toList();
    out.u32(devices.size());
    for (DeviceId device : devices) {
      out.raw(device.value()).u64(cursor.counters().getOrDefault(device, 0L));
    }
    return Secrets.of(out.toBytes());
  }

  /** A cursor from its form; fails with {@link Reason#PROFILE_UNREADABLE}. */
  public ChatCursor read(SecretBytes written) {
    try {
      return read(new ByteReader(Secrets.export(written)));
    } catch (MalformedBytesException e) {
      throw new SottoException(
              Reason.PROFILE_UNREADABLE, "a chat's place in the profile cannot be read")
          .hint("this profile belongs to another version of sotto, or is damaged")
          .cause(e);
    }
  }

  private ChatCursor read(ByteReader in) throws MalformedBytesException {
    if (in.u8() != VERSION) {
      throw new MalformedBytesException("an unknown version of a cursor");
    }
    ChatId chat = ChatId.of(in.raw(16));
    LogPlace start = place(in);
    LogPlace head = place(in);
    Seq latestHandshake = new Seq(in.u64());
    LogTrust trust = trust(in.u8());
    byte[] state = in.lp(MAX_STATE);
    Optional<GroupState> group =
        state.length == 0
            ? Optional.empty()
            : Optional.of(agreement.restoreState(Secrets.of(state)));
    byte[] commit = in.lp(MAX_STATE);
    Optional<PendingCommit> pending =
        commit.length == 0
            ? Optional.empty()
            : Optional.of(agreement.restorePending(Secrets.of(commit)));
    int count = in.u32(MAX_DEVICES);
    Map<DeviceId, Long> counters = new HashMap<>();
    for (int i = 0; i < count; i++) {
      counters.put(DeviceId.of(in.raw(16)), in.u64());
    }
    in.end();
    return new ChatCursor(chat, start, head, latestHandshake, group, pending, counters, trust);
  }

  private static void write(ByteWriter out, LogPlace place) {
    out.u64(place.seq().value()).raw(place.hash().value());
  }

  private static LogPlace place(ByteReader in) throws MalformedBytesException {
    Seq seq = new Seq(in.u64());
    return new LogPlace(seq, LogHash.of(in.raw(32)));
  }

  private static int number(LogTrust trust) {
    return switch (trust) {
      case UNCONFIRMED -> 1;
      case CONFIRMED -> 2;
      case SUSPECTED -> 3;
      case FORKED -> 4;
    };
  }

  private static LogTrust trust(int number) throws MalformedBytesException {
    return switch (number) {
      case 1 -> LogTrust.UNCONFIRMED;
      case 2 -> LogTrust.CONFIRMED;
      case 3 -> LogTrust.SUSPECTED;
      case 4 -> LogTrust.FORKED;
      default -> throw new MalformedBytesException("an unknown kind of trust");
    };
  }
}
