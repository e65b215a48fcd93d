package chat.sotto.client.content;

import chat.sotto.client.attachment.AttachmentCipher;
import chat.sotto.client.attachment.AttachmentKey;
import chat.sotto.client.attachment.SealedFile;
import chat.sotto.client.codec.MalformedBytesException;
import chat.sotto.client.model.AttachmentId;
import chat.sotto.client.model.FileInfo;
import chat.sotto.client.model.ImageInfo;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.primitives.Secrets;
import chat.sotto.content.v1.File;
import chat.sotto.content.v1.Image;
import com.google.crypto.tink.util.Bytes;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** The content of a message that carries a file, within the bounds of content.proto. */
final class FileContent {
  private static final int SHA256 = 32;

  /** Visible ASCII: what a media type may be made of, and more. */
  private static final Pattern MEDIA_TYPE = Pattern.compile("[\\x20-\\x7e]{1,127}");

  private FileContent() {}

  /** To its generated form; fails with {@link Reason#INVALID_FIELD} beyond the bounds. */
  static File write(SealedFile file, String caption) {
    Optional<String> fault = fault(file.info(), caption);
    if (fault.isPresent()) {
      throw new SottoException(Reason.INVALID_FIELD, fault.get()).field("file");
    }
    FileInfo info = file.info();
    File.Builder out =
        File.newBuilder()
            .setName(info.name())
            .setMediaType(info.mediaType())
            .setSize(info.size())
            .setSha256(ByteString.copyFrom(HexFormat.of().parseHex(info.sha256())))
            .setAttachmentId(ByteString.copyFrom(file.id().toBytes()))
            .setKey(ByteString.copyFrom(Secrets.export(file.key().secret())))
            .setSealedSha256(ByteString.copyFrom(file.sealedSha256().toByteArray()))
            .setCaption(caption);
    ImageInfo image = info.image();
    if (image != null) {
      out.setImage(
          Image.newBuilder()
              .setWidth(image.width())
              .setHeight(image.height())
              .setThumbnail(ByteString.copyFrom(image.thumbnail().toByteArray())));
    }
    return out.build();
  }

  /** From its generated form; fails for what no client may write. */
  static MessageContent.File read(File file, Optional<chat.sotto.client.model.Seq> replyTo)
      throws MalformedBytesException {
    length("a digest", file.getSha256(), SHA256);
    length("a digest", file.getSealedSha256(), SHA256);
    length("an attachment id", file.getAttachmentId(), 16);
    length("a key", file.getKey(), AttachmentKey.LENGTH);
    ImageInfo image =
        file.hasImage()
            ? new ImageInfo(
                file.getImage().getWidth(),
                file.getImage().getHeight(),
                Bytes.copyFrom(file.getImage().getThumbnail().toByteArray()))
            : null;
    FileInfo info =
        new FileInfo(
            file.getName(),
            file.getMediaType(),
            file.getSize(),
            HexFormat.of().formatHex(file.getSha256().toByteArray()),
            image);
    Optional<String> fault = fault(info, file.getCaption());
    if (fault.isPresent()) {
      throw new MalformedBytesException(fault.get());
    }
    return new MessageContent.File(
        new SealedFile(
            info,
            AttachmentId.of(file.getAttachmentId().toByteArray()),
            AttachmentKey.of(file.getKey().toByteArray()),
            Bytes.copyFrom(file.getSealedSha256().toByteArray())),
        file.getCaption(),
        replyTo);
  }

  private static void length(String what, ByteString bytes, int length)
      throws MalformedBytesException {
    if (bytes.size() != length) {
      throw new MalformedBytesException(what + " has another length than " + length);
    }
  }

  /** Which bound is broken, if one is: the same for what is written and what is read. */
  private static Optional<String> fault(FileInfo info, String caption) {
    int name = utf8(info.name());
    ImageInfo image = info.image();
    if (name < 1 || name > ContentCodec.MAX_FILE_NAME) {
      return Optional.of("a file's name has not 1 to " + ContentCodec.MAX_FILE_NAME + " bytes");
    } else if (!MEDIA_TYPE.matcher(info.mediaType()).matches()) {
      return Optional.of("a media type is not 1 to 127 visible characters of ASCII");
    } else if (info.size() < 0 || info.size() > AttachmentCipher.MAX_SIZE) {
      return Optional.of("a file's size is beyond its bounds");
    } else if (utf8(caption) > ContentCodec.MAX_CAPTION) {
      return Optional.of("a caption is longer than " + ContentCodec.MAX_CAPTION + " bytes");
    } else if (image != null && (image.width() < 1 || image.height() < 1)) {
      return Optional.of("an image has no pixels, or too many");
    } else if (image != null && image.thumbnail().size() > ContentCodec.MAX_THUMBNAIL) {
      return Optional.of("a thumbnail is longer than " + ContentCodec.MAX_THUMBNAIL + " bytes");
    }
    return Optional.empty();
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
