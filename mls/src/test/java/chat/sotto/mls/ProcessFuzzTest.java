package chat.sotto.mls;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.fixture.WithConscrypt;
import chat.sotto.mls.fuzz.Mutations;
import chat.sotto.mls.fuzz.Tolerance;
import chat.sotto.mls.wire.MlsMessage;
import chat.sotto.mls.wire.PrivateMessage;
import chat.sotto.mls.wire.PublicMessage;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** A member with proposals pending, who is given anything at all. */
@WithConscrypt
class ProcessFuzzTest {
  private static final int ROUNDS = 500;

  private static final Stage STAGE = new Stage();
  private static final List<byte[]> MESSAGES = STAGE.messages().stream().map(Stage::bytes).toList();
  private static final List<byte[]> SPEECHES = Speech.seeds(STAGE);

  private static Group bob = STAGE.member("bob");

  static Stream<byte[]> messages() {
    return MESSAGES.stream();
  }

  static Stream<byte[]> speeches() {
    return SPEECHES.stream();
  }

  @MethodSource("messages")
  @FuzzTest
  void process_anyBytes_isRefusedOrUnderstood(byte[] bytes) {
    process(bytes);
  }

  @MethodSource("speeches")
  @FuzzTest
  void process_anySpeechOfInsider_isRefusedOrUnderstood(byte[] speech) {
    Speech.read(Bytes.copyOf(speech)).ifPresent(say -> process(Stage.bytes(say.message(STAGE))));
  }

  @Test
  void process_itsOwnSeeds_areUnderstood() {
    for (byte[] message : MESSAGES) {
      assertThat(process(message)).isTrue();
    }
  }

  @Test
  void process_mutatedMessages_areRefusedOrUnderstood() {
    Mutations mutations = new Mutations(1);
    for (int i = 0; i < ROUNDS; i++) {
      process(mutations.of(MESSAGES));
    }
  }

  @Test
  void process_mutatedSpeechesOfInsider_areRefusedOrUnderstood() {
    Mutations mutations = new Mutations(2);
    for (int i = 0; i < ROUNDS; i++) {
      process_anySpeechOfInsider_isRefusedOrUnderstood(mutations.of(SPEECHES));
    }
  }

  /**
   * Whether it was understood. What is refused leaves everything as it was. What is not must be
   * possible to go on from, and that is no longer the sender's business: nothing is tolerated.
   */
  private static boolean process(byte[] bytes) {
    AtomicReference<Received> understood = new AtomicReference<>();
    boolean taken = Tolerance.step(bytes.length, () -> process(bytes, understood));
    Received received = understood.get();
    if (received != null) {
      bob = STAGE.member("bob");
      Stage.follow(received);
    }
    return taken;
  }

  private static void process(byte[] bytes, AtomicReference<Received> understood) {
    MlsMessage message = MlsMessage.decode(Bytes.copyOf(bytes));
    if (message.body() instanceof PublicMessage || message.body() instanceof PrivateMessage) {
      try {
        understood.set(bob.process(message));
      } finally {
        if (understood.get() == null) {
          assertThat(bob.serialize()).isEqualTo(STAGE.stored("bob"));
        }
      }
    }
  }
}
