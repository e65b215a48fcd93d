package chat.sotto.cli.welcome;

import chat.sotto.cli.command.AccountOpener;
import chat.sotto.cli.terminal.Passwords;
import chat.sotto.client.model.Failure;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.client.password.Password;
import chat.sotto.client.password.PasswordStrength;
import chat.sotto.client.trust.JoinLink;
import java.nio.CharBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The three answers that a registration needs. Each is asked for, with its explanation, until it is
 * good; {@link #reject} takes back the one that the server refused.
 */
final class Answers {
  private static final String STEP = "Step %d of 4: %s";

  private final Conversation conversation;
  private final AccountOpener accounts;
  private final Passwords passwords;
  private @Nullable JoinLink link;
  private @Nullable Username name;
  private @Nullable Password password;

  Answers(Conversation conversation, AccountOpener accounts, Passwords passwords) {
    this.conversation = conversation;
    this.accounts = accounts;
    this.passwords = passwords;
  }

  JoinLink link() {
    JoinLink known = link;
    if (known == null) {
      conversation.say(
          "",
          String.format(STEP, 1, "the link."),
          "It says where the server is and which key it has, so that no other can pose",
          "as it. The server's operator gives it to you; it begins with sotto://");
      known = askForLink();
      link = known;
    }
    return known;
  }

  private JoinLink askForLink() {
    while (true) {
      String typed = conversation.ask("paste the link: ");
      if (typed.isEmpty()) {
        continue;
      }
      try {
        JoinLink checked = accounts.check(typed);
        conversation.say("The server answers, and it is the one of this link.");
        return checked;
      } catch (SottoException e) {
        conversation.explain(e);
      }
    }
  }

  Username name() {
    Username known = name;
    if (known == null) {
      conversation.say(
          "",
          String.format(STEP, 2, "your name on this server."),
          "Others find you by it, and it stays as it is: 2 to 32 of a-z, 0-9, '.', '_'",
          "and '-'.");
      known = askForName();
      name = known;
    }
    return known;
  }

  private Username askForName() {
    while (true) {
      String typed = conversation.ask("your name: ");
      try {
        return Username.parse(typed);
      } catch (SottoException e) {
        conversation.explain(e);
      }
    }
  }

  /** A password that is strong enough for this name. */
  Password password(Username user) {
    Password known = password;
    if (known != null) {
      try {
        PasswordStrength.check(known, user);
        return known;
      } catch (SottoException e) {
        // With another name it has become too easy to guess.
        conversation.explain(e);
      }
    }
    if (passwords.fromFile()) {
      known = passwords.password();
    } else {
      conversation.say(
          "",
          String.format(STEP, 3, "a password."),
          "It opens this profile and proves to the server who you are; it never leaves",
          "this machine. Three or four words that have nothing to do with each other are",
          "easy to keep. Nothing is shown while you type.");
      known = askForPassword(user);
    }
    password = known;
    return known;
  }

  private Password askForPassword(Username user) {
    while (true) {
      try {
        Password first = typed("choose a password: ");
        PasswordStrength.check(first, user);
        if (isTypedAgain(first)) {
          return first;
        }
        conversation.say("  the two differ; type it twice again");
      } catch (SottoException e) {
        conversation.explain(e);
      }
    }
  }

  private boolean isTypedAgain(Password first) {
    char[] again = conversation.askHidden("the same again: ");
    try {
      // Too short for a password is different as well.
      return again.length >= Password.MIN_LENGTH
          && Password.of(CharBuffer.wrap(again)).text().equals(first.text());
    } finally {
      Arrays.fill(again, '\0');
    }
  }

  /** Asks once for a password that exists already. */
  Password typed(String prompt) {
    char[] characters = conversation.askHidden(prompt);
    try {
      return Password.of(CharBuffer.wrap(characters));
    } finally {
      Arrays.fill(characters, '\0');
    }
  }

  /**
   * Takes back the answer that a refusal is about, so that it is asked for again.
   *
   * @return false if it is about none of them
   */
  boolean reject(SottoException refusal) {
    if (refusal.is(Reason.NAME_TAKEN) || refusal.is(Reason.NAME_INVALID)) {
      name = null;
    } else if (refusal.is(Reason.PASSWORD_TOO_SHORT) || refusal.is(Reason.PASSWORD_TOO_WEAK)) {
      password = null;
    } else if (isAboutTheLink(refusal)) {
      link = null;
    } else {
      return false;
    }
    return true;
  }

  private static boolean isAboutTheLink(SottoException refusal) {
    return refusal.is(Reason.TOKEN_UNKNOWN)
        || refusal.is(Reason.TOKEN_EXPIRED)
        || refusal.is(Reason.TOKEN_USED_UP)
        || refusal.is(Reason.TOKEN_REQUIRED)
        || refusal.is(Reason.REGISTRATION_CLOSED)
        || refusal.is(Reason.LINK_INVALID)
        || refusal.is(Reason.CLIENT_TOO_OLD)
        || refusal.is(Reason.CLIENT_TOO_NEW)
        || refusal.failure() == Failure.SECURITY;
  }
}
