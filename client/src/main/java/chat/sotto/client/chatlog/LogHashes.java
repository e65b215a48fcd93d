package chat.sotto.client.chatlog;

import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.Seq;
import java.util.Optional;

/** The hashes of one chat's log that this device computed before. */
@FunctionalInterface
public interface LogHashes {
  /** H(seq); empty when this device has not processed that entry. */
  Optional<LogHash> find(Seq seq);
}
