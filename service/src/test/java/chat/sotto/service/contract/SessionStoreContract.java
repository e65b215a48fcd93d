package chat.sotto.service.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.Generation;
import chat.sotto.service.domain.Scope;
import chat.sotto.service.domain.SessionRecord;
import chat.sotto.service.domain.TokenHash;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.DeviceRevocation;
import chat.sotto.service.store.SessionStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link chat.sotto.service.store.SessionStore} promises. */
public abstract class SessionStoreContract extends StoreContract {
  @Test
  void create_ofGoodDevice_isFound() {
    SessionRecord session =
        new SessionRecord(
            TokenHash.of(randomBytes(32)),
            register("alice"),
            Set.of(Scope.SEND, Scope.OPERATOR),
            NOW,
            NOW);

    assertThat(done(stores.sessions().create(session))).isTrue();

    assertThat(stores.sessions().find(session.token(), NOW)).contains(session);
    assertThat(stores.sessions().find(TokenHash.of(randomBytes(32)), NOW)).isEmpty();
  }

  private boolean create(DeviceRef device) {
    return done(
        stores
            .sessions()
            .create(
                new SessionRecord(
                    TokenHash.of(randomBytes(32)), device, Set.of(Scope.SEND), NOW, NOW)));
  }

  @Test
  void create_ofUnknownOrRevokedDevice_isRefused() {
    DeviceRef alice = register("alice");
    done(
        stores
            .accounts()
            .revokeDevice(new DeviceRevocation(alice, new Generation(2), Map.of()), NOW));

    assertThat(create(alice)).isFalse();
    assertThat(create(newDevice("bob"))).isFalse();
    assertThat(create(new DeviceRef(Username.of("bob"), register("carol").device()))).isFalse();
  }

  @Test
  void create_beyondTheDevicesBound_endsTheOneUnusedLongest() {
    DeviceRef alice = register("alice");
    SessionRecord others = openSession(register("bob"), NOW.minusSeconds(100));
    List<SessionRecord> sessions = new ArrayList<>();
    for (int i = 0; i < SessionStore.SESSIONS_PER_DEVICE + 1; i++) {
      sessions.add(openSession(alice, NOW.plusSeconds(i)));
    }

    assertThat(sessions)
        .filteredOn(session -> stores.sessions().find(session.token(), NOW).isPresent())
        .isEqualTo(sessions.subList(1, sessions.size()));
    assertThat(stores.sessions().find(others.token(), NOW)).isPresent();
  }

  @Test
  void find_unusedForAMonth_isOverUnlessTouched() {
    DeviceRef alice = register("alice");
    SessionRecord touched = openSession(alice, NOW);
    SessionRecord idle = openSession(alice, NOW);
    Instant monthLater = NOW.plus(MONTH);

    stores.sessions().touch(touched.token(), NOW.plusSeconds(3600));

    await()
        .untilAsserted(
            () -> assertThat(stores.sessions().find(touched.token(), monthLater)).isPresent());
    assertThat(stores.sessions().find(idle.token(), monthLater.minusMillis(1))).isPresent();
    assertThat(stores.sessions().find(idle.token(), monthLater)).isEmpty();
  }

  @Test
  void end_endsThatSessionAlone() {
    DeviceRef alice = register("alice");
    SessionRecord one = openSession(alice, NOW);
    SessionRecord other = openSession(alice, NOW);

    assertThat(done(stores.sessions().end(one.token()))).contains(one);
    assertThat(done(stores.sessions().end(one.token()))).isEmpty();
    assertThat(stores.sessions().find(one.token(), NOW)).isEmpty();
    assertThat(stores.sessions().find(other.token(), NOW)).contains(other);
  }

  @Test
  void endAllOf_endsThoseOfTheDeviceOrUser() {
    DeviceRef alice = register("alice");
    DeviceRef bob = register("bob");
    SessionRecord one = openSession(alice, NOW);
    SessionRecord two = openSession(alice, NOW);
    SessionRecord other = openSession(bob, NOW);

    assertThat(done(stores.sessions().endAllOf(alice.device())))
        .containsExactlyInAnyOrder(one, two);
    assertThat(stores.sessions().find(one.token(), NOW)).isEmpty();
    assertThat(done(stores.sessions().endAllOf(alice.user()))).isEmpty();
    assertThat(done(stores.sessions().endAllOf(bob.user()))).containsExactly(other);
  }
}
