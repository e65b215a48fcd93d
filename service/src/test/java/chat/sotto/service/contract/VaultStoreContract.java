package chat.sotto.service.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.VaultRecord;
import chat.sotto.service.store.VaultStore;
import chat.sotto.service.store.VaultStore.PutOutcome;
import chat.sotto.service.store.VaultStore.PutResult;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link VaultStore} promises. */
public abstract class VaultStoreContract extends StoreContract {
  private DeviceRef alice;

  @BeforeEach
  void makeAccount() {
    alice = register("alice");
  }

  private PutOutcome put(VaultRecord record) {
    return done(stores.vault().put(alice.user(), record));
  }

  @Test
  void put_nextVersions_areWritten() {
    VaultRecord second = new VaultRecord("epoch/a", 2, randomBytes(40));

    assertThat(put(new VaultRecord("epoch/a", 1, randomBytes(40))))
        .isEqualTo(new PutOutcome(PutResult.WRITTEN, 1));
    assertThat(put(second)).isEqualTo(new PutOutcome(PutResult.WRITTEN, 2));
    assertThat(put(second)).isEqualTo(new PutOutcome(PutResult.WRITTEN, 2));

    assertThat(stores.vault().find(alice.user(), "epoch/a")).contains(second);
    assertThat(stores.vault().find(register("bob").user(), "epoch/a")).isEmpty();
  }

  @Test
  void put_anotherVersion_conflictsAndNamesTheStoredOne() {
    assertThat(put(new VaultRecord("epoch/a", 2, randomBytes(40))))
        .isEqualTo(new PutOutcome(PutResult.CONFLICT, 0));
    VaultRecord stored = new VaultRecord("epoch/a", 1, randomBytes(40));
    put(stored);

    assertThat(put(new VaultRecord("epoch/a", 1, randomBytes(40))))
        .isEqualTo(new PutOutcome(PutResult.CONFLICT, 1));
    assertThat(put(new VaultRecord("epoch/a", 3, randomBytes(40))))
        .isEqualTo(new PutOutcome(PutResult.CONFLICT, 1));
    assertThat(stores.vault().find(alice.user(), "epoch/a")).contains(stored);
  }

  @Test
  void put_ofNobody_isRefused() {
    assertThat(
            done(
                stores
                    .vault()
                    .put(
                        newDevice("nobody").user(), new VaultRecord("epoch/a", 1, randomBytes(4)))))
        .isEqualTo(new PutOutcome(PutResult.NO_ACCOUNT, 0));
  }

  @Test
  void put_tooLarge_isMisuse() {
    VaultRecord large = new VaultRecord("a", 1, randomBytes(VaultStore.MAX_RECORD_BYTES + 1));

    assertThatThrownBy(() -> stores.vault().put(alice.user(), large))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(put(new VaultRecord("a", 1, randomBytes(VaultStore.MAX_RECORD_BYTES))).result())
        .isEqualTo(PutResult.WRITTEN);
  }

  @Test
  void put_beyondTheLimit_isFullUntilOneGoes() {
    List<CompletableFuture<PutOutcome>> answers = new ArrayList<>();
    // The account key's record is there already.
    for (int i = 1; i < VaultStore.MAX_RECORDS; i++) {
      answers.add(
          stores.vault().put(alice.user(), new VaultRecord("epoch/" + i, 1, ByteString.EMPTY)));
      if (answers.size() == 5_000) {
        answers.forEach(answer -> assertThat(done(answer).result()).isEqualTo(PutResult.WRITTEN));
        answers.clear();
      }
    }
    answers.forEach(answer -> assertThat(done(answer).result()).isEqualTo(PutResult.WRITTEN));

    assertThat(put(new VaultRecord("more", 1, ByteString.EMPTY)).result())
        .isEqualTo(PutResult.FULL);
    assertThat(put(new VaultRecord("epoch/1", 2, ByteString.EMPTY)).result())
        .isEqualTo(PutResult.WRITTEN);
    done(stores.vault().delete(alice.user(), "epoch/2"));
    assertThat(put(new VaultRecord("more", 1, ByteString.EMPTY)).result())
        .isEqualTo(PutResult.WRITTEN);
  }

  @Test
  void delete_isIdempotent() {
    put(new VaultRecord("a", 1, randomBytes(4)));

    done(stores.vault().delete(alice.user(), "a"));
    done(stores.vault().delete(alice.user(), "a"));

    assertThat(stores.vault().find(alice.user(), "a")).isEmpty();
  }

  @Test
  void list_paged_comesByNameWithoutContents() {
    for (String name : List.of("epoch/c", "epoch/a", "epoch/b", "epoch_x")) {
      put(new VaultRecord(name, 1, randomBytes(4)));
    }

    assertThat(stores.vault().list(alice.user(), "epoch/", "", 2))
        .containsExactly(
            new VaultRecord("epoch/a", 1, ByteString.EMPTY),
            new VaultRecord("epoch/b", 1, ByteString.EMPTY));
    assertThat(stores.vault().list(alice.user(), "epoch/", "epoch/b", 2))
        .containsExactly(new VaultRecord("epoch/c", 1, ByteString.EMPTY));
    assertThat(stores.vault().list(alice.user(), "", "", 10)).hasSize(5);
  }
}
