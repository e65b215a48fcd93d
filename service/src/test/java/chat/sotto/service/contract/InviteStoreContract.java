package chat.sotto.service.contract;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.service.domain.Invite;
import chat.sotto.service.domain.TokenHash;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What every {@link chat.sotto.service.store.InviteStore} promises; using a token is register's to
 * test.
 */
public abstract class InviteStoreContract extends StoreContract {
  private static Invite invite(Duration made) {
    return new Invite(
        TokenHash.of(randomBytes(16)), 5, NOW.plus(made), NOW.plus(made).plusSeconds(60));
  }

  @Test
  void create_newToken_isFound() {
    Invite invite = invite(Duration.ZERO);

    done(stores.invites().create(invite));

    assertThat(stores.invites().find(invite.token())).contains(invite);
    assertThat(stores.invites().find(TokenHash.of(randomBytes(16)))).isEmpty();
  }

  @Test
  void create_forgetsThoseLongEnded() {
    Invite old = invite(Duration.ZERO);
    Invite recent = invite(Duration.ofHours(12));
    done(stores.invites().create(old));
    done(stores.invites().create(recent));

    done(stores.invites().create(invite(Duration.ofHours(30))));

    assertThat(stores.invites().find(old.token())).isEmpty();
    assertThat(stores.invites().find(recent.token())).isPresent();
  }
}
