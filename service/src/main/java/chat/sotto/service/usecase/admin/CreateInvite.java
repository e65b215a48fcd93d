package chat.sotto.service.usecase.admin;

import chat.sotto.service.domain.Invite;
import chat.sotto.service.domain.TokenHash;
import chat.sotto.service.store.InviteStore;
import chat.sotto.service.usecase.Writes;
import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Makes join tokens. */
public final class CreateInvite {
  private static final int TOKEN_BYTES = 16;

  /**
   * A join token that exists. Does not show the token.
   *
   * @param token 16 bytes
   * @param uses how many may register with it
   * @param expires when it ends
   */
  public record Created(ByteString token, int uses, Instant expires) {
    @Override
    public String toString() {
      return "Created[uses=" + uses + ", expires=" + expires + "]";
    }
  }

  private final InviteStore invites;
  private final Clock clock;
  private final SecureRandom random;

  /** Keeps tokens, hashed, in {@code invites}. */
  public CreateInvite(InviteStore invites, Clock clock, SecureRandom random) {
    this.invites = invites;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Makes a token.
   *
   * @param uses how many may register with it, at least 1
   * @param lifetime how long it lasts
   */
  public Created create(int uses, Duration lifetime) {
    byte[] fresh = new byte[TOKEN_BYTES];
    random.nextBytes(fresh);
    ByteString token = ByteString.copyFrom(fresh);
    Instant now = clock.instant();
    Instant expires = now.plus(lifetime);
    Writes.await(invites.create(new Invite(TokenHash.of(token), uses, now, expires)));
    return new Created(token, uses, expires);
  }
}
