package chat.sotto.mls.vectors.kind;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.schedule.Transcript;
import chat.sotto.mls.wire.AuthenticatedContent;
import chat.sotto.mls.wire.Commit;

/** The running hash over commits. */
final class TranscriptHashesKind implements VectorKind {
  @Override
  public boolean matches(Vector vector) {
    return vector.has("authenticated_content", "interim_transcript_hash_before");
  }

  @Override
  public void verify(Vector vector) {
    MlsCrypto crypto = vector.crypto();
    AuthenticatedContent commit =
        Vector.decode(AuthenticatedContent::read, vector.hex("authenticated_content"));
    assertThat(commit.content().content()).isInstanceOf(Commit.class);
    Bytes tag = commit.auth().confirmationTag().orElseThrow();
    Bytes confirmed =
        Transcript.confirmedAfter(
            crypto,
            vector.hex("interim_transcript_hash_before"),
            commit.wireFormat(),
            commit.content(),
            commit.auth().signature());
    assertThat(confirmed).isEqualTo(vector.hex("confirmed_transcript_hash_after"));
    assertThat(crypto.verifyMac(vector.secret("confirmation_key"), confirmed, tag)).isTrue();
    assertThat(Transcript.of(crypto, confirmed, tag).interim())
        .isEqualTo(vector.hex("interim_transcript_hash_after"));
  }
}
