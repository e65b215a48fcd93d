package chat.sotto.benchmarks.mls;

import java.security.Security;
import org.conscrypt.Conscrypt;

/** Whose group it is. */
public enum Engine {
  /** Ours, Conscrypt installed in last place. */
  SOTTO,
  /** Ours, with what the JDK has. */
  SOTTO_ALONE,
  /** The one of Bouncy Castle. */
  BCMLS;

  /** Prepares this process, which is for one engine only. */
  void install() {
    if (this == SOTTO) {
      Security.addProvider(Conscrypt.newProvider());
    }
  }

  Member member(int suite, String name) throws Exception {
    return this == BCMLS ? new Castle(suite, name) : new Ours(suite, name);
  }
}
