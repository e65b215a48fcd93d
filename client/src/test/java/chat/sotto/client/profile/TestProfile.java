package chat.sotto.client.profile;

import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Epoch;
import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.Username;
import chat.sotto.client.primitives.AeadKey;
import chat.sotto.client.primitives.Digests;
import chat.sotto.client.primitives.Secrets;
import chat.sotto.client.trust.CaFingerprint;
import com.google.common.primitives.Longs;
import com.google.crypto.tink.util.Bytes;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A profile in a temporary directory, and values to put into it. */
final class TestProfile {
  static final Username ALICE = new Username("alice");
  static final Username BOB = new Username("bob");
  static final DeviceId BOBS_DEVICE = DeviceId.of(filled(16, 0xb0));
  static final ChatId CHAT = ChatId.of(filled(16, 0xc1));
  static final AeadKey PASSWORD_KEY = key(1);
  static final AeadKey RECOVERY_KEY = key(2);
  static final Instant TIME = Instant.parse("2026-11-21T03:00:00Z");
  static final ServerAddress ADDRESS =
      new ServerAddress("chat.example", 7443, "chat.example", 7444);

  private TestProfile() {}

  static ProfileDirectory directory(Path parent) {
    return new ProfileDirectory(parent.resolve("profile"));
  }

  static ProfileIdentity identity() {
    return new ProfileIdentity(
        ALICE,
        DeviceId.of(filled(16, 0xa1)),
        CaFingerprint.of(filled(32, 0xfe)),
        Bytes.copyFrom(filled(300, 0xca)));
  }

  static Profile create(ProfileDirectory directory) {
    return Profile.create(
        directory, identity(), ADDRESS, new WrapKeys(PASSWORD_KEY, RECOVERY_KEY), profile -> {});
  }

  static AeadKey key(int seed) {
    return new AeadKey(Secrets.of(filled(32, seed)));
  }

  static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  static SecretBytes secret(String text) {
    return Secrets.of(text.getBytes(StandardCharsets.UTF_8));
  }

  static StoredChat chat() {
    return new StoredChat(
        CHAT,
        ChatKind.DIRECT,
        ChatState.ACTIVE,
        "",
        List.of(new StoredChat.Member(ALICE, false), new StoredChat.Member(BOB, true)),
        new Seq(1));
  }

  /** Begins the chat before its first entry. */
  static void begin(Profile profile) {
    profile.chats().begin(chat(), new Cursor(Seq.ZERO, LogHash.ZERO, Seq.ZERO));
  }

  static LogHash hash(long seq) {
    return LogHash.of(Digests.sha256(Longs.toByteArray(seq)));
  }

  static Cursor cursor(long seq) {
    return new Cursor(new Seq(seq), hash(seq), new Seq(1));
  }

  static StoredEntry entry(long seq, @Nullable Username sender, String text) {
    return new StoredEntry(
        new Seq(seq),
        hash(seq),
        sender,
        BOBS_DEVICE,
        ClientMessageId.NONE,
        TIME.plusSeconds(seq),
        MessageKind.TEXT,
        true,
        text,
        null,
        null);
  }

  static EntryStep message(long seq, @Nullable Username sender, String text) {
    return EntryStep.of(CHAT, cursor(seq), entry(seq, sender, text));
  }

  static EpochKey epochKey(long epoch) {
    return new EpochKey(
        new Epoch(epoch), Secrets.of(filled(32, (int) epoch)), Bytes.copyFrom(filled(32, 0xaa)));
  }
}
