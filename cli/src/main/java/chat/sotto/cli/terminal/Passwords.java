package chat.sotto.cli.terminal;

import chat.sotto.client.PasswordSource;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.password.Password;
import chat.sotto.client.password.RecoveryCode;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where passwords come from: a file if one is named, else the person at the terminal. Never an
 * argument, which other processes could read.
 */
public final class Passwords implements PasswordSource {
  private static final String FILE_OPTION = "--password-file";

  private final Terminal terminal;
  private final Optional<Path> file;
  private final Consumer<String> warn;
  private @Nullable Password known;

  /**
   * Asks nobody yet.
   *
   * @param file the password's file, if one was named
   * @param warn takes a sentence when others can read a file
   */
  public Passwords(Terminal terminal, Optional<Path> file, Consumer<String> warn) {
    this.terminal = terminal;
    this.file = file;
    this.warn = warn;
  }

  /** The profile's password. Asked once, then remembered for the rest of the command. */
  @Override
  public Password password() {
    Password password = known;
    if (password == null) {
      password =
          file.isPresent()
              ? Password.of(SecretFile.read(file.get(), FILE_OPTION, warn))
              : ask("password: ", FILE_OPTION);
      known = password;
    }
    return password;
  }

  /** Whether a file has it, so that nobody is asked. */
  public boolean fromFile() {
    return file.isPresent();
  }

  /** Takes a password that was typed elsewhere, so that it is not asked for again. */
  public void remember(Password password) {
    known = password;
  }

  /** Asks again the next time. */
  public void forget() {
    known = null;
  }

  /** The password that a newcomer chooses, typed twice if it is typed. */
  public Password chosen() {
    return file.isPresent() ? password() : askTwice("choose a password: ", FILE_OPTION);
  }

  /** The password that replaces another. */
  public Password replacement(@Nullable Path newPasswordFile) {
    String option = "--new-password-file";
    return newPasswordFile == null
        ? askTwice("new password: ", option)
        : Password.of(SecretFile.read(newPasswordFile, option, warn));
  }

  /** The recovery code. */
  public RecoveryCode recoveryCode(@Nullable Path recoveryCodeFile) {
    String option = "--recovery-code-file";
    if (recoveryCodeFile != null) {
      return RecoveryCode.parse(SecretFile.read(recoveryCodeFile, option, warn));
    }
    requireTerminal("the recovery code", option);
    return RecoveryCode.parse(terminal.ask("recovery code: "));
  }

  private Password askTwice(String prompt, String option) {
    Password first = ask(prompt, option);
    Password second = ask("the same again: ", option);
    if (!first.text().equals(second.text())) {
      throw new SottoException(Reason.INVALID_FIELD, "the two passwords differ").field("password");
    }
    return first;
  }

  private Password ask(String prompt, String option) {
    requireTerminal("the password", option);
    char[] typed = terminal.askHidden(prompt);
    if (terminal.ended()) {
      throw new SottoException(Reason.PASSWORD_REQUIRED, "no password was given").field(option);
    }
    try {
      return Password.of(CharBuffer.wrap(typed));
    } finally {
      Arrays.fill(typed, '\0');
    }
  }

  private void requireTerminal(String what, String option) {
    if (!terminal.isInteractive()) {
      throw new SottoException(
              Reason.PASSWORD_REQUIRED, what + " is needed, and there is no terminal to ask at")
          .field(option)
          .hint(
              option.equals(FILE_OPTION)
                  ? "put it in a file that only you can read, and name it with "
                      + FILE_OPTION
                      + " or SOTTO_PASSWORD_FILE"
                  : "put it in a file that only you can read, and name it with " + option);
    }
  }
}
