package chat.sotto.client.image;

import static chat.sotto.client.image.Samples.ascii;
import static chat.sotto.client.image.Samples.chunk;
import static chat.sotto.client.image.Samples.joined;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images that are small as files and huge as pixels, in a program with a heap of 48 MiB. */
@Timeout(120)
class BombTest {
  @TempDir Path folder;

  @Test
  void make_hugeImages_thumbnailOrNoneInASmallHeap() throws Exception {
    byte[] gif = Samples.gif(16, 9);
    for (int i = 6; i < 10; i++) {
      gif[i] = (byte) 0xff;
    }

    assertThat(
            inSmallHeap(
                Samples.jpegBomb(10_000, 10_000),
                Samples.pngBomb(10_000, 10_000),
                Samples.pngBomb(65_535, 40),
                Samples.jpegBomb(20_000, 20_000),
                pngHeaderAlone(),
                gif))
        .containsExactly(
            "JPEG 10000x10000 thumbnail",
            "PNG 10000x10000 thumbnail",
            "PNG 65535x40 thumbnail",
            "JPEG 20000x20000 none",
            "PNG 60000x60000 none",
            "GIF 65535x65535 none");
  }

  private static byte[] pngHeaderAlone() {
    return joined(
        ascii(PngFile.SIGNATURE),
        Samples.pngHeader(60_000, 60_000),
        chunk("IDAT", new byte[9]),
        chunk("IEND", new byte[0]));
  }

  private List<String> inSmallHeap(byte[]... images) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx48m", "-Djava.awt.headless=true", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(SmallHeap.class.getName());
    for (int i = 0; i < images.length; i++) {
      command.add(Files.write(folder.resolve("image" + i), images[i]).toString());
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isZero();
      return said.lines().toList();
    } finally {
      process.destroyForcibly();
    }
  }
}
