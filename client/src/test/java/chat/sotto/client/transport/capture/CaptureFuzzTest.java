package chat.sotto.client.transport.capture;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import com.google.protobuf.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is given to be explained: it is explained or refused, and what is sealed stays so. */
class CaptureFuzzTest {
  private static final byte[] MARKER = Captures.MARKER.getBytes(StandardCharsets.US_ASCII);

  private static List<Message> all() {
    List<Message> all = new ArrayList<>(Captures.log());
    all.add(Captures.everyServerFrame());
    all.add(Captures.everyClientFrame());
    all.add(Captures.page(Captures.log()));
    return all;
  }

  private static Optional<Inspection> explainOrRefuse(byte[] capture, Optional<CaptureType> type) {
    try {
      return Optional.of(CaptureInspector.inspect(capture, type, Optional.empty()));
    } catch (SottoException e) {
      assertThat(e.is(Reason.CAPTURE_UNREADABLE)).as(e.toString()).isTrue();
      return Optional.empty();
    }
  }

  private static void showsNothingSealed(Inspection inspection) {
    String told = inspection.toString();
    String hex = HexFormat.of().formatHex(MARKER, 4, 20);
    String base64 = Base64.getEncoder().encodeToString(MARKER).substring(4, 24);
    assertThat(told).doesNotContain("dawn", "marker");
    assertThat(told.toLowerCase(Locale.ROOT)).doesNotContain(hex);
    assertThat(told).doesNotContain(base64);
  }

  @Test
  void explanation_ofEveryMessage_showsNothingSealed() {
    for (Message message : all()) {
      showsNothingSealed(explainOrRefuse(message.toByteArray(), Optional.empty()).orElseThrow());
      showsNothingSealed(
          explainOrRefuse(Captures.json(message).getBytes(StandardCharsets.UTF_8), Optional.empty())
              .orElseThrow());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void noise_isExplainedOrRefused(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 1_000; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      explainOrRefuse(noise, Optional.empty());
      CaptureType[] types = CaptureType.values();
      explainOrRefuse(noise, Optional.of(types[random.nextInt(types.length)]));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void damagedMessages_areExplainedOrRefusedAndShowNothingSealed(long seed) {
    Random random = new Random(seed);
    List<Message> all = all();
    CaptureType[] types = CaptureType.values();
    for (int i = 0; i < 1_000; i++) {
      Message message = all.get(random.nextInt(all.size()));
      byte[] whole =
          random.nextBoolean()
              ? message.toByteArray()
              : Captures.json(message).getBytes(StandardCharsets.UTF_8);
      byte[] damaged = damage(whole, random);
      Optional<CaptureType> type =
          random.nextBoolean()
              ? Optional.empty()
              : Optional.of(types[random.nextInt(types.length)]);
      explainOrRefuse(damaged, type).ifPresent(CaptureFuzzTest::showsNothingSealed);
    }
  }

  private static byte[] damage(byte[] whole, Random random) {
    byte[] damaged =
        java.util.Arrays.copyOf(
            whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
    for (int flips = random.nextInt(4); flips > 0 && damaged.length > 0; flips--) {
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return damaged;
  }
}
