package chat.sotto.client.profile;

import static chat.sotto.client.profile.TestProfile.CHAT;
import static chat.sotto.client.profile.TestProfile.TIME;
import static chat.sotto.client.profile.TestProfile.filled;

import chat.sotto.client.attachment.AttachmentKey;
import chat.sotto.client.attachment.SealedFile;
import chat.sotto.client.model.AttachmentId;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.FileInfo;
import chat.sotto.client.model.ImageInfo;
import com.google.crypto.tink.util.Bytes;
import java.nio.charset.StandardCharsets;

/** Files to put into profiles. */
final class TestFiles {
  static final AttachmentId ATTACHMENT = AttachmentId.of(filled(16, 0xaa));
  static final ClientMessageId MESSAGE = ClientMessageId.of(filled(16, 0xcc));

  private TestFiles() {}

  static SealedFile file(boolean image) {
    return new SealedFile(
        new FileInfo(
            "holiday.jpg",
            "image/jpeg",
            1_234_567_890_123L,
            "ab".repeat(32),
            image ? new ImageInfo(4000, 3000, Bytes.copyFrom(filled(32_768, 7))) : null),
        ATTACHMENT,
        AttachmentKey.of(filled(32, 0x6b)),
        Bytes.copyFrom(filled(32, 0x5d)));
  }

  static StoredUpload upload() {
    return StoredUpload.beginning(CHAT, MESSAGE, ATTACHMENT, "spooled-upload", TIME)
        .sealed(
            Bytes.copyFrom("a holiday".getBytes(StandardCharsets.UTF_8)),
            Bytes.copyFrom(filled(32, 0x5d)));
  }
}
