package chat.sotto.client.transport;

import chat.sotto.client.model.Announcement;
import chat.sotto.client.model.Backup;
import chat.sotto.client.model.Invite;
import chat.sotto.client.model.ServerStats;
import chat.sotto.client.model.UserInfo;
import chat.sotto.client.model.Username;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operator's calls. Every call fails with a {@code SottoException}. */
public interface AdminLink {

  /** Makes a join link. */
  Invite invite(int uses, Duration lifetime);

  /** All accounts, by name. */
  List<UserInfo> users();

  /** Refuses all the user's calls. Idempotent. */
  void disable(Username username);

  /** Takes that back. Idempotent. */
  void enable(Username username);

  /** Tells everybody, or one user, something in the server's own name. */
  Announcement announce(String text, @Nullable Username to);

  /** Copies what the server keeps into a folder on its machine. May take long. */
  Backup backup();

  /** Counts. */
  ServerStats stats();
}
