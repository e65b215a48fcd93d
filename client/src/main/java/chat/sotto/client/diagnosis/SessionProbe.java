package chat.sotto.client.diagnosis;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;

/** Asks whether the profile is logged in. */
final class SessionProbe {
  private SessionProbe() {}

  static Seen<Boolean> look(SessionCheck session) throws ProbeFailure {
    try {
      session.requireSession();
      return Seen.well(true, "the profile is logged in");
    } catch (SottoException e) {
      if (e.is(Reason.PASSWORD_REQUIRED)) {
        return Seen.noting(
            false,
            Ailment.SESSION_NOT_CHECKED,
            "the profile has a session; whether the server takes it was not asked");
      }
      throw ProbeFailure.of(e);
    }
  }
}
