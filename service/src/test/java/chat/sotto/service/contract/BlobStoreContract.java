package chat.sotto.service.contract;

import static chat.sotto.service.contract.StoreContract.randomBytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.sotto.service.domain.BlobId;
import chat.sotto.service.store.BlobStore;
import chat.sotto.service.store.BlobStore.SupersededException;
import chat.sotto.service.store.BlobStore.Turn;
import chat.sotto.service.store.StoreUnavailableException;
import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link BlobStore} promises. */
public abstract class BlobStoreContract {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int CHUNK = 64 << 10;
  private static final int LARGE = (17 << 20) + 13;

  protected BlobStore store;

  /** A new, empty store. */
  protected abstract BlobStore open();

  @BeforeEach
  void openStore() {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  public static BlobId newBlob() {
    return BlobId.random(RANDOM);
  }

  public static ByteString sha256(ByteString bytes) {
    return ByteString.copyFrom(Hashing.sha256().hashBytes(bytes.toByteArray()).asBytes());
  }

  /** Appends in chunks of a size that fits to nothing. */
  public static void append(Turn turn, ByteString bytes, int chunk) {
    for (int at = 0; at < bytes.size(); at += chunk) {
      turn.append(bytes.substring(at, Math.min(bytes.size(), at + chunk)));
    }
  }

  protected BlobId complete(ByteString bytes) {
    BlobId blob = newBlob();
    try (Turn turn = store.write(blob)) {
      append(turn, bytes, CHUNK);
      assertThat(turn.complete(sha256(bytes))).isTrue();
    }
    return blob;
  }

  protected ByteString read(BlobId blob, long offset) throws IOException {
    try (InputStream in = store.read(blob, offset).orElseThrow()) {
      return ByteString.readFrom(in);
    }
  }

  protected void assertAbsent(BlobId blob) {
    assertThat(store.findSize(blob)).isEmpty();
    assertThat(store.read(blob, 0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 4095, 4096, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, (1 << 20) - 1, LARGE})
  void complete_anySize_readsBackTheSameBytes(int size) throws IOException {
    ByteString bytes = randomBytes(size);
    BlobId blob = newBlob();
    try (Turn turn = store.write(blob)) {
      append(turn, bytes, CHUNK);
      assertThat(turn.received()).isEqualTo(size);
      assertThat(store.received(blob)).isEqualTo(size);

      assertThat(turn.complete(sha256(bytes))).isTrue();
    }

    assertThat(store.findSize(blob)).contains((long) size);
    assertThat(store.received(blob)).isZero();
    assertThat(read(blob, 0)).isEqualTo(bytes);
    assertThat(store.list(Optional.empty(), 10)).containsExactly(blob);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 17, 4095, 5000, 100_000})
  void append_chunksOfAnySize_areOneBlob(int chunk) throws IOException {
    ByteString bytes = randomBytes(Math.min(200_001, chunk * 20_000));
    BlobId blob = newBlob();
    try (Turn turn = store.write(blob)) {
      turn.append(ByteString.EMPTY);
      append(turn, bytes, chunk);
      turn.append(randomBytes(10).concat(randomBytes(5000)).substring(0, 0));
      assertThat(turn.complete(sha256(bytes))).isTrue();
    }

    assertThat(read(blob, 0)).isEqualTo(bytes);
    assertThat(read(blob, 150)).isEqualTo(bytes.substring(Math.min(150, bytes.size())));
  }

  @Test
  void read_fromAnyOffset_givesTheRest() throws IOException {
    ByteString bytes = randomBytes(3 * CHUNK + 7);
    BlobId blob = complete(bytes);

    for (int offset :
        List.of(0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, bytes.size() - 1, bytes.size())) {
      assertThat(read(blob, offset)).as("from %s", offset).isEqualTo(bytes.substring(offset));
    }
    try (InputStream in = store.read(blob, 2).orElseThrow()) {
      assertThat(in.read()).isEqualTo(bytes.byteAt(2) & 0xff);
      assertThat(in.read(new byte[0])).isZero();
      assertThat(in.readNBytes(CHUNK)).isEqualTo(bytes.substring(3, 3 + CHUNK).toByteArray());
    }
  }

  @Test
  void read_offsetOutsideTheBlob_isMisuse() {
    BlobId blob = complete(randomBytes(10));

    assertThatIllegalArgumentException().isThrownBy(() -> store.read(blob, 11));
    assertThatIllegalArgumentException().isThrownBy(() -> store.read(blob, -1));
  }

  @Test
  void read_emptyBlobAtItsEnd_isEmpty() throws IOException {
    assertThat(read(complete(ByteString.EMPTY), 0)).isEqualTo(ByteString.EMPTY);
  }

  @Test
  void write_notComplete_isNotVisible() {
    BlobId blob = newBlob();
    assertThat(store.received(blob)).isZero();
    assertAbsent(blob);

    try (Turn turn = store.write(blob)) {
      turn.append(randomBytes(CHUNK));
      assertAbsent(blob);
    }

    assertAbsent(blob);
    assertThat(store.received(blob)).isEqualTo(CHUNK);
    assertThat(store.list(Optional.empty(), 10)).containsExactly(blob);
  }

  @Test
  void write_afterAnEndedTurn_goesOn() throws IOException {
    ByteString bytes = randomBytes(3 * CHUNK);
    BlobId blob = newBlob();
    for (int at = 0; at < bytes.size(); at += CHUNK) {
      try (Turn turn = store.write(blob)) {
        assertThat(turn.received()).isEqualTo(at);
        turn.append(bytes.substring(at, at + CHUNK));
      }
    }

    try (Turn turn = store.write(blob)) {
      assertThat(turn.complete(sha256(bytes))).isTrue();
    }
    assertThat(read(blob, 0)).isEqualTo(bytes);
  }

  @Test
  void write_again_endsTheTurnBefore() throws IOException {
    ByteString bytes = randomBytes(2 * CHUNK);
    BlobId blob = newBlob();
    Turn first = store.write(blob);
    first.append(bytes.substring(0, CHUNK));

    try (Turn second = store.write(blob)) {
      assertThatThrownBy(() -> first.append(randomBytes(5)))
          .isInstanceOf(SupersededException.class);
      assertThatThrownBy(first::received).isInstanceOf(SupersededException.class);
      assertThatThrownBy(() -> first.complete(sha256(bytes.substring(0, CHUNK))))
          .isInstanceOf(SupersededException.class);
      first.close();
      first.close();

      assertThat(second.received()).isEqualTo(CHUNK);
      second.append(bytes.substring(CHUNK));
      assertThat(second.complete(sha256(bytes))).isTrue();
    }
    assertThat(read(blob, 0)).isEqualTo(bytes);
  }

  @Test
  void write_completeBlob_isMisuseAndChangesNothing() throws IOException {
    ByteString bytes = randomBytes(100);
    BlobId blob = complete(bytes);

    assertThatIllegalStateException().isThrownBy(() -> store.write(blob));

    assertThat(read(blob, 0)).isEqualTo(bytes);
    assertThat(store.list(Optional.empty(), 10)).containsExactly(blob);
  }

  @Test
  void complete_wrongHash_forgetsWhatHasCome() throws IOException {
    ByteString bytes = randomBytes(CHUNK);
    BlobId blob = newBlob();
    try (Turn turn = store.write(blob)) {
      turn.append(randomBytes(CHUNK));
      assertThat(turn.complete(sha256(bytes))).isFalse();
      assertThatIllegalStateException().isThrownBy(() -> turn.append(bytes));
    }
    assertAbsent(blob);
    assertThat(store.received(blob)).isZero();
    assertThat(store.list(Optional.empty(), 10)).isEmpty();

    try (Turn turn = store.write(blob)) {
      assertThat(turn.received()).isZero();
      turn.append(bytes);
      assertThat(turn.complete(sha256(bytes))).isTrue();
    }
    assertThat(read(blob, 0)).isEqualTo(bytes);
  }

  @Test
  void complete_hashOfAnotherLength_isMisuseAndKeepsWhatHasCome() {
    BlobId blob = newBlob();
    try (Turn turn = store.write(blob)) {
      turn.append(randomBytes(5));
      assertThatIllegalArgumentException().isThrownBy(() -> turn.complete(randomBytes(31)));
    }
    assertThat(store.received(blob)).isEqualTo(5);
    assertAbsent(blob);
  }

  @Test
  void append_endedTurn_isMisuse() {
    BlobId blob = newBlob();
    Turn closed = store.write(blob);
    closed.close();
    closed.close();
    assertThatIllegalStateException().isThrownBy(() -> closed.append(randomBytes(1)));

    Turn completed = store.write(blob);
    assertThat(completed.complete(sha256(ByteString.EMPTY))).isTrue();
    assertThatIllegalStateException().isThrownBy(() -> completed.append(randomBytes(1)));
    completed.close();
    assertThat(store.findSize(blob)).contains(0L);
  }

  @Test
  void delete_completeBlob_isGone() {
    BlobId blob = complete(randomBytes(10));
    BlobId other = complete(randomBytes(10));

    store.delete(blob);
    store.delete(blob);

    assertAbsent(blob);
    assertThat(store.list(Optional.empty(), 10)).containsExactly(other);
  }

  @Test
  void delete_whileWriting_endsTheTurnAndForgets() {
    BlobId blob = newBlob();
    ByteString bytes = randomBytes(10);
    try (Turn turn = store.write(blob)) {
      turn.append(bytes);

      store.delete(blob);

      assertThatThrownBy(() -> turn.append(bytes)).isInstanceOf(SupersededException.class);
      assertThatThrownBy(() -> turn.complete(sha256(bytes)))
          .isInstanceOf(SupersededException.class);
    }
    assertThat(store.received(blob)).isZero();
    assertThat(store.list(Optional.empty(), 10)).isEmpty();
    try (Turn turn = store.write(blob)) {
      assertThat(turn.received()).isZero();
    }
  }

  @Test
  void delete_whileReading_givesAllOrFails() throws IOException {
    ByteString bytes = randomBytes(1 << 20);
    BlobId blob = complete(bytes);
    try (InputStream in = store.read(blob, 0).orElseThrow()) {
      ByteString beginning = ByteString.copyFrom(in.readNBytes(CHUNK));

      store.delete(blob);

      try {
        assertThat(beginning.concat(ByteString.readFrom(in))).isEqualTo(bytes);
      } catch (StoreUnavailableException e) {
        assertThat(e).hasMessageContaining("blob");
      }
    }
    assertAbsent(blob);
  }

  @Test
  void list_inPages_showsEachOnceInOrder() {
    List<BlobId> blobs = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      blobs.add(complete(randomBytes(1)));
      BlobId incomplete = newBlob();
      try (Turn turn = store.write(incomplete)) {
        turn.append(randomBytes(1));
      }
      blobs.add(incomplete);
    }
    for (BlobId edge : List.of(new BlobId(0, 0), new BlobId(0, 1), new BlobId(-1, -1))) {
      try (Turn turn = store.write(edge)) {
        assertThat(turn.complete(sha256(ByteString.EMPTY))).isTrue();
      }
      blobs.add(edge);
    }
    Collections.sort(blobs);

    List<BlobId> found = new ArrayList<>();
    List<BlobId> page = store.list(Optional.empty(), 5);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(5);
      found.addAll(page);
      page = store.list(Optional.of(page.get(page.size() - 1)), 5);
    }

    assertThat(found).isEqualTo(blobs);
    assertThat(store.list(Optional.empty(), 1000)).isEqualTo(blobs);
  }

  @Test
  void close_endsEverything() {
    BlobId blob = newBlob();
    Turn turn = store.write(blob);
    turn.append(randomBytes(1));

    store.close();
    store.close();

    assertUnavailable(() -> turn.append(randomBytes(1)));
    assertUnavailable(() -> turn.complete(sha256(ByteString.EMPTY)));
    assertUnavailable(() -> store.write(blob));
    assertUnavailable(() -> store.received(blob));
    assertUnavailable(() -> store.findSize(blob));
    assertUnavailable(() -> store.read(blob, 0));
    assertUnavailable(() -> store.delete(blob));
    assertUnavailable(() -> store.list(Optional.empty(), 1));
    turn.close();
  }

  protected static void assertUnavailable(Runnable call) {
    assertThatThrownBy(call::run).isInstanceOf(StoreUnavailableException.class);
  }
}
