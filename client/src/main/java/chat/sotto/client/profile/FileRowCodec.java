package chat.sotto.client.profile;

import chat.sotto.client.attachment.AttachmentKey;
import chat.sotto.client.attachment.SealedFile;
import chat.sotto.client.codec.ByteReader;
import chat.sotto.client.codec.ByteWriter;
import chat.sotto.client.codec.MalformedBytesException;
import chat.sotto.client.model.AttachmentId;
import chat.sotto.client.model.FileInfo;
import chat.sotto.client.model.ImageInfo;
import chat.sotto.client.primitives.Secrets;
import com.google.crypto.tink.util.Bytes;

/** The bytes of a file's description within an entry's row. */
final class FileRowCodec {
  private static final int MAX = 1 << 16;

  private FileRowCodec() {}

  static void write(ByteWriter out, SealedFile file) {
    FileInfo info = file.info();
    ImageInfo image = info.image();
    out.lp(info.name())
        .lp(info.mediaType())
        .u64(info.size())
        .lp(info.sha256())
        .raw(file.id().value())
        .raw(Secrets.export(file.key().secret()))
        .raw(file.sealedSha256())
        .u8(image == null ? 0 : 1);
    if (image != null) {
      out.u32(image.width()).u32(image.height()).lp(image.thumbnail().toByteArray());
    }
  }

  static SealedFile read(ByteReader in) throws MalformedBytesException {
    String name = in.text(MAX);
    String mediaType = in.text(MAX);
    long size = in.u64();
    String sha256 = in.text(64);
    AttachmentId id = new AttachmentId(in.bytes(16));
    AttachmentKey key = AttachmentKey.of(in.raw(AttachmentKey.LENGTH));
    Bytes sealedSha256 = in.bytes(32);
    ImageInfo image =
        in.flag()
            ? new ImageInfo(
                in.u32(Integer.MAX_VALUE), in.u32(Integer.MAX_VALUE), Bytes.copyFrom(in.lp(MAX)))
            : null;
    return new SealedFile(
        new FileInfo(name, mediaType, size, sha256, image), id, key, sealedSha256);
  }
}
