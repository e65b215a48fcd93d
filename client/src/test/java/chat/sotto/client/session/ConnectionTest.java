package chat.sotto.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.sotto.client.model.ConnectionState;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConnectionTest {
  private final EventHub hub = new EventHub();
  private final Connection connection = new Connection(hub);
  private final List<Event> heard = new CopyOnWriteArrayList<>();

  @Test
  void moved_sameStateForTheSameCause_isNoNews() {
    try (var listening = hub.subscribe(heard::add, connection.present())) {
      connection.moved(ConnectionState.CONNECTING, null);
      connection.moved(ConnectionState.CONNECTING, unreachable("nothing answers"));
      connection.moved(ConnectionState.CONNECTING, null);
      connection.moved(ConnectionState.CONNECTING, unreachable("nothing answers"));
      connection.moved(ConnectionState.CONNECTING, unreachable("not TLS"));
      connection.moved(ConnectionState.ONLINE, null);

      await().until(() -> heard.contains(changed(ConnectionState.ONLINE, null)));
    }
    assertThat(heard)
        .containsExactly(
            changed(ConnectionState.OFFLINE, null),
            changed(ConnectionState.CONNECTING, null),
            changed(ConnectionState.CONNECTING, "nothing answers"),
            changed(ConnectionState.CONNECTING, "not TLS"),
            changed(ConnectionState.ONLINE, null));
  }

  private static Event changed(ConnectionState state, @Nullable String why) {
    return new Event.ConnectionChanged(state, why);
  }

  private static SottoException unreachable(String message) {
    return new SottoException(Reason.SERVER_UNREACHABLE, message);
  }
}
