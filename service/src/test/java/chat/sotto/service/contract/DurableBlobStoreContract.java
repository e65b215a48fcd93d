package chat.sotto.service.contract;

import static chat.sotto.service.contract.StoreContract.randomBytes;
import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.service.domain.BlobId;
import chat.sotto.service.store.BlobStore;
import chat.sotto.service.store.BlobStore.Turn;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a {@link BlobStore} promises that outlives its process. */
public abstract class DurableBlobStoreContract extends BlobStoreContract {
  /** Opens what the store that was opened before has kept. */
  protected abstract BlobStore reopen();

  @Test
  void reopen_completeBlob_isThere() throws IOException {
    ByteString bytes = randomBytes(100_000);
    BlobId blob = complete(bytes);
    store.close();

    store = reopen();

    assertThat(store.findSize(blob)).contains(100_000L);
    assertThat(read(blob, 0)).isEqualTo(bytes);
    assertThat(store.list(Optional.empty(), 10)).containsExactly(blob);
  }

  @Test
  void reopen_incompleteBlob_goesOnWhereItWas() throws IOException {
    ByteString bytes = randomBytes(700_001);
    BlobId blob = newBlob();
    for (int at = 0; at < bytes.size(); at += 100_000) {
      Turn turn = store.write(blob);
      assertThat(turn.received()).isEqualTo(at);
      turn.append(bytes.substring(at, Math.min(bytes.size(), at + 100_000)));
      store.close();
      store = reopen();
      assertThat(store.received(blob)).isEqualTo(Math.min(bytes.size(), at + 100_000));
      assertAbsent(blob);
    }

    try (Turn turn = store.write(blob)) {
      assertThat(turn.complete(sha256(bytes))).isTrue();
    }

    assertThat(read(blob, 0)).isEqualTo(bytes);
  }

  @Test
  void reopen_deletedBlobs_areGone() {
    BlobId complete = complete(randomBytes(10));
    BlobId incomplete = newBlob();
    store.write(incomplete).append(randomBytes(10));
    store.delete(complete);
    store.delete(incomplete);
    store.close();

    store = reopen();

    assertAbsent(complete);
    assertThat(store.received(incomplete)).isZero();
    assertThat(store.list(Optional.empty(), 10)).isEmpty();
  }
}
