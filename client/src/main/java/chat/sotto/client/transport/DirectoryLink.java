package chat.sotto.client.transport;

import chat.sotto.client.model.Username;
import java.util.List;

/** The server's directory. Every call fails with a {@code SottoException}. */
public interface DirectoryLink {

  /** A user's account key and devices, as the server says. */
  UserRecord lookUp(Username username);

  /** Refuses the user's requests and messages. Idempotent. */
  void block(Username username);

  /** Takes a block back. Idempotent. */
  void unblock(Username username);

  /** Whom the caller has blocked, sorted. */
  List<Username> blocked();
}
