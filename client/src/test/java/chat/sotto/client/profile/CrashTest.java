package chat.sotto.client.profile;

import static chat.sotto.client.profile.TestProfile.CHAT;
import static chat.sotto.client.profile.TestProfile.PASSWORD_KEY;
import static chat.sotto.client.profile.TestProfile.secret;
import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.client.model.Epoch;
import chat.sotto.client.model.Seq;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
  @TempDir Path temporary;

  @Test
  void apply_processKilledAnywhere_stateKeysAndPositionAgree() {
    ProfileDirectory directory = TestProfile.directory(temporary);
    try (Profile profile = TestProfile.create(directory)) {
      TestProfile.begin(profile);
    }
    Random random = new Random(20261121);

    for (int round = 0; round < 4; round++) {
      long written = 0;
      try (ProfileProcess process = ProfileProcess.start(directory.path(), "write")) {
        for (int i = 0; i <= random.nextInt(40); i++) {
          written = Long.parseLong(process.line());
        }
        process.kill();
      }

      try (Profile profile = Profile.openWithPassword(directory, PASSWORD_KEY)) {
        long position = profile.chats().findCursor(CHAT).orElseThrow().position().value();
        assertThat(position).as("what was reported is kept").isGreaterThanOrEqualTo(written);
        assertThat(profile.chats().findEntry(CHAT, new Seq(position))).isPresent();
        assertThat(profile.chats().findEntry(CHAT, new Seq(position + 1))).isEmpty();
        assertThat(profile.keyring().find(CHAT, new Epoch(position))).isPresent();
        assertThat(profile.keyring().find(CHAT, new Epoch(position + 1))).isEmpty();
        assertThat(
                profile
                    .chats()
                    .findGroupState(CHAT)
                    .orElseThrow()
                    .equalsSecretBytes(secret("state " + position)))
            .isTrue();
        assertThat(profile.chats().counters(CHAT))
            .isEqualTo(Map.of(TestProfile.BOBS_DEVICE, position));
      }
    }
  }
}
