package chat.sotto.mls.vectors.kind;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.schedule.Psk;
import chat.sotto.mls.wire.PreSharedKeyId;
import java.util.List;

/** Pre-shared keys combined into one secret. */
final class PskSecretKind implements VectorKind {
  @Override
  public boolean matches(Vector vector) {
    return vector.has("psks", "psk_secret");
  }

  @Override
  public void verify(Vector vector) {
    List<Psk> psks =
        vector.objects("psks").stream()
            .map(
                psk ->
                    new Psk(
                        new PreSharedKeyId.External(psk.hex("psk_id"), psk.hex("psk_nonce")),
                        psk.secret("psk")))
            .toList();
    assertThat(Psk.combine(vector.crypto(), psks)).isEqualTo(vector.secret("psk_secret"));
  }
}
