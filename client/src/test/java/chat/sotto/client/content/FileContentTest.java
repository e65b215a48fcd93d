package chat.sotto.client.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.client.attachment.AttachmentCipher;
import chat.sotto.client.attachment.AttachmentKey;
import chat.sotto.client.attachment.SealedFile;
import chat.sotto.client.codec.MalformedBytesException;
import chat.sotto.client.model.AttachmentId;
import chat.sotto.client.model.FileInfo;
import chat.sotto.client.model.ImageInfo;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.content.v1.Content;
import chat.sotto.content.v1.File;
import com.google.crypto.tink.util.Bytes;
import com.google.protobuf.ByteString;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files in messages: what fits the bounds travels, what breaks one is refused both ways. */
class FileContentTest {

  private static FileInfo info(@Nullable ImageInfo image) {
    return new FileInfo("n".repeat(255), "t".repeat(127), 0, "0f".repeat(32), image);
  }

  private static ImageInfo image(int width, int height, int thumbnail) {
    return new ImageInfo(width, height, Bytes.copyFrom(new byte[thumbnail]));
  }

  private static SealedFile sealed(FileInfo info) {
    return new SealedFile(
        info, AttachmentId.random(), AttachmentKey.random(), Bytes.copyFrom(new byte[32]));
  }

  @Test
  void file_atItsBounds_isReadBack() throws Exception {
    SealedFile file = sealed(info(image(1, 1, 32_768)));
    String caption = "é".repeat(8_192);

    Bytes bytes = ContentCodec.file(file, caption, Optional.of(new Seq(7)));

    assertThat(ContentCodec.parse(bytes))
        .isEqualTo(new MessageContent.File(file, caption, Optional.of(new Seq(7))));
    assertThat(bytes.size()).isLessThan(ContentCodec.MAX_LENGTH);
  }

  @Test
  void file_smallest_isReadBack() throws Exception {
    SealedFile file =
        sealed(new FileInfo("a", "b", AttachmentCipher.MAX_SIZE, "00".repeat(32), null));

    assertThat(ContentCodec.parse(ContentCodec.file(file, "", Optional.empty())))
        .isEqualTo(new MessageContent.File(file, "", Optional.empty()));
  }

  static Stream<FileInfo> brokenInfos() {
    String digest = "00".repeat(32);
    return Stream.of(
        new FileInfo("", "b", 0, digest, null),
        new FileInfo("n".repeat(256), "b", 0, digest, null),
        new FileInfo("é".repeat(128), "b", 0, digest, null),
        new FileInfo("a", "", 0, digest, null),
        new FileInfo("a", "t".repeat(128), 0, digest, null),
        new FileInfo("a", "tüp", 0, digest, null),
        new FileInfo("a", "t\u001b[2J", 0, digest, null),
        new FileInfo("a", "b", -1, digest, null),
        new FileInfo("a", "b", AttachmentCipher.MAX_SIZE + 1, digest, null),
        new FileInfo("a", "b", 0, digest, image(0, 1, 0)),
        new FileInfo("a", "b", 0, digest, image(1, 0, 0)),
        new FileInfo("a", "b", 0, digest, image(-1, 1, 0)),
        new FileInfo("a", "b", 0, digest, image(1, 1, 32_769)));
  }

  @ParameterizedTest
  @MethodSource("brokenInfos")
  void write_beyondABound_isRefused(FileInfo info) {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> ContentCodec.file(sealed(info), "", Optional.empty()))
        .matches(e -> e.is(Reason.INVALID_FIELD));
  }

  @Test
  void caption_tooLong_isRefused() {
    String caption = "x".repeat(16_385);

    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> ContentCodec.file(sealed(info(null)), caption, Optional.empty()))
        .matches(e -> e.is(Reason.INVALID_FIELD));
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> ContentCodec.requireCaption(caption))
        .matches(e -> e.is(Reason.PAYLOAD_TOO_LARGE) && e.field().orElse("").equals("caption"));
    ContentCodec.requireCaption("é".repeat(8_192));
  }

  static Stream<Consumer<File.Builder>> brokenFiles() {
    return Stream.of(
        file -> file.setName(""),
        file -> file.setName("n".repeat(256)),
        file -> file.setMediaType(""),
        file -> file.setMediaType("t".repeat(128)),
        file -> file.setMediaType("t\n"),
        file -> file.setSize(-1),
        file -> file.setSize(AttachmentCipher.MAX_SIZE + 1),
        file -> file.setSha256(ByteString.copyFrom(new byte[31])),
        file -> file.setSha256(ByteString.copyFrom(new byte[33])),
        file -> file.setAttachmentId(ByteString.copyFrom(new byte[15])),
        file -> file.setAttachmentId(ByteString.EMPTY),
        file -> file.setKey(ByteString.copyFrom(new byte[16])),
        file -> file.setKey(ByteString.copyFrom(new byte[33])),
        file -> file.setSealedSha256(ByteString.EMPTY),
        file -> file.setCaption("x".repeat(16_385)),
        file -> file.getImageBuilder().setWidth(0),
        file -> file.getImageBuilder().setHeight(0),
        file -> file.getImageBuilder().setWidth(-5),
        file -> file.getImageBuilder().setThumbnail(ByteString.copyFrom(new byte[32_769])));
  }

  @ParameterizedTest
  @MethodSource("brokenFiles")
  void parse_beyondABound_fails(Consumer<File.Builder> breaking) throws Exception {
    Content.Builder content =
        Content.parseFrom(
            ContentCodec.file(sealed(info(image(1, 1, 1))), "", Optional.empty()).toByteArray())
            .toBuilder();
    breaking.accept(content.getFileBuilder());

    assertThatExceptionOfType(MalformedBytesException.class)
        .isThrownBy(() -> ContentCodec.parse(Bytes.copyFrom(content.build().toByteArray())));
  }

  @Test
  void toString_file_isRedacted() throws Exception {
    SealedFile file = sealed(info(null));

    assertThat(new MessageContent.File(file, "secret", Optional.empty()).toString())
        .doesNotContain("secret", "nnn");
    assertThat(file.toString()).doesNotContain("nnn", file.id().toString());
  }
}
