package chat.sotto.client;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.nio.file.Path;

/** Accounts whose profile this process holds. */
@SuppressWarnings("DoNotCallSuggester") // until the session is in place
final class LocalAccounts {

  private LocalAccounts() {}

  static Registration register(RegisterRequest request) {
    throw new SottoException(Reason.NOT_OFFERED, "cannot register " + request.username() + " yet");
  }

  static Account open(Path profile, PasswordSource password, OpenMode mode) {
    throw new SottoException(Reason.NOT_OFFERED, "cannot open " + profile + " yet");
  }
}
