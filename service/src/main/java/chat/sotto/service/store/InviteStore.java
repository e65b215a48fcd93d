package chat.sotto.service.store;

import chat.sotto.service.domain.Invite;
import chat.sotto.service.domain.TokenHash;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Join tokens by their hash. {@link AccountStore#register} uses them. */
public interface InviteStore {
  /** Stores a new join token. Forgets those that ended more than a day before this one was made. */
  CompletableFuture<Void> create(Invite invite);

  /** The join token as it stands, whether it has ended or not. */
  Optional<Invite> find(TokenHash token);
}
