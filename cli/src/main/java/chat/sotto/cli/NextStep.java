package chat.sotto.cli;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What to do about a failure whose own words do not say it: those of the server, which does not
 * know our commands, and those of the client library, which has other users than this program.
 */
final class NextStep {
  private static final String OTHER_LINK = "ask the server's operator for another link";
  private static final Map<Reason, String> HINTS =
      new EnumMap<>(
          Map.of(
              Reason.WRONG_PASSWORD,
              "if it is forgotten: sotto password --recover",
              Reason.TOKEN_UNKNOWN,
              OTHER_LINK,
              Reason.TOKEN_EXPIRED,
              OTHER_LINK,
              Reason.TOKEN_USED_UP,
              OTHER_LINK,
              Reason.CLIENT_TOO_OLD,
              "install the newest sotto here; profiles and messages stay",
              Reason.CLIENT_TOO_NEW,
              "ask the server's operator to update it, or use an older sotto meanwhile",
              Reason.NAME_TAKEN,
              "choose another: --username NAME",
              Reason.USER_NOT_FOUND,
              "check the spelling; names are of this server alone",
              Reason.SCOPE_REQUIRED,
              "operators' commands need the operator's profile: sotto --profile DATA/operator"
                  + " --password-file DATA/operator/password, where DATA is the server's --data"));

  private NextStep() {}

  /** Where sotto doctor tells more than a command that had something else to do. */
  private static final Set<Reason> FOR_THE_DOCTOR =
      EnumSet.of(
          Reason.SERVER_UNREACHABLE,
          Reason.TIMED_OUT,
          Reason.WRONG_SERVER,
          Reason.NOT_A_SERVER,
          Reason.SERVER_CERTIFICATE_EXPIRED,
          Reason.SERVER_CERTIFICATE_NOT_YET_VALID,
          Reason.CERTIFICATE_EXPIRED,
          Reason.CERTIFICATE_REQUIRED,
          Reason.UNKNOWN_DEVICE);

  private static final String DOCTOR = "sotto doctor";

  /** The failure itself, with what else there is to do about it. */
  static SottoException addedTo(SottoException failure) {
    SottoException advised = advised(failure);
    if (FOR_THE_DOCTOR.stream().noneMatch(failure::is)
        // Somebody has had enough of waiting: nothing is ill.
        || failure.getCause() instanceof InterruptedException
        || advised.hint().filter(hint -> hint.contains(DOCTOR)).isPresent()) {
      return advised;
    }
    return advised.hint(
        advised.hint().map(hint -> hint + "; to find the cause, run: ").orElse("run: ") + DOCTOR);
  }

  private static SottoException advised(SottoException failure) {
    if (failure.hint().isPresent()) {
      return failure;
    }
    for (Map.Entry<Reason, String> entry : HINTS.entrySet()) {
      if (failure.is(entry.getKey())) {
        return failure.hint(entry.getValue());
      }
    }
    return failure;
  }
}
