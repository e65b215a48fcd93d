package chat.sotto.service.contract;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.service.store.ThrottleStore;
import chat.sotto.service.store.ThrottleStore.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What every {@link ThrottleStore} promises. */
public abstract class ThrottleStoreContract extends StoreContract {
  @Test
  void recordFailure_again_counts() {
    done(stores.throttles().recordFailure("account/alice", NOW));

    Failures second = done(stores.throttles().recordFailure("account/alice", NOW.plusSeconds(1)));

    assertThat(second).isEqualTo(new Failures(2, NOW, NOW.plusSeconds(1)));
    assertThat(stores.throttles().find("account/alice")).contains(second);
    assertThat(stores.throttles().find("account/bob")).isEmpty();
  }

  @Test
  void clear_forgetsThatKeyAlone() {
    done(stores.throttles().recordFailure("a", NOW));
    done(stores.throttles().recordFailure("b", NOW));

    done(stores.throttles().clear("a"));

    assertThat(stores.throttles().find("a")).isEmpty();
    assertThat(stores.throttles().find("b")).isPresent();
  }

  @Test
  void recordFailure_beyondTheBound_forgetsTheOldest() {
    List<CompletableFuture<Failures>> answers = new ArrayList<>();
    for (int i = 0; i < ThrottleStore.MAX_KEYS; i++) {
      answers.add(stores.throttles().recordFailure("key" + i, NOW.plusMillis(i)));
    }
    answers.forEach(StoreContract::done);
    assertThat(stores.throttles().find("key0")).isPresent();

    done(stores.throttles().recordFailure("one more", NOW.plusSeconds(60)));

    assertThat(stores.throttles().find("key0")).isEmpty();
    assertThat(stores.throttles().find("key1")).isPresent();
    assertThat(stores.throttles().find("one more")).isPresent();
  }
}
