package chat.sotto.cli.welcome;

import chat.sotto.cli.command.Context;
import chat.sotto.cli.output.LineWriter;
import chat.sotto.cli.terminal.StopSignal;
import chat.sotto.client.ProfileState;
import chat.sotto.client.RegisterRequest;
import chat.sotto.client.Registration;
import chat.sotto.client.model.Failure;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.client.password.Password;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Leads a newcomer to a profile: by a join link, or by finishing what was begun before. At every
 * step the person may leave, by the end of input or by an interrupt, and is told what that leaves
 * behind: nothing, or a registration that the next start finishes.
 */
public final class Welcome {
  private static final int ATTEMPTS = 3;

  private final Context context;
  private final Optional<Runnable> demonstration;
  private final Conversation conversation;

  /** What to say to whoever interrupts now. */
  private volatile String lastWords = "left; nothing was made";

  private Welcome(Context context, Optional<Runnable> demonstration) {
    this.context = context;
    this.demonstration = demonstration;
    this.conversation =
        new Conversation(
            context.surroundings().terminal(), new LineWriter(context.surroundings().out()));
  }

  /** Whether the profile is one that {@link #lead} is for, and there is somebody to be led. */
  public static boolean isFor(Context context) {
    return context.surroundings().terminal().isInteractive()
        && context.profileState().stage() != ProfileState.Stage.REGISTERED;
  }

  /**
   * Leads through the steps.
   *
   * @param demonstration runs what {@code sotto demo} runs, if the program has it
   * @return whether there is a profile now, whose password the context remembers; false when the
   *     person left
   * @throws SottoException what no other answer of the person's helps against
   */
  public static boolean lead(Context context, Optional<Runnable> demonstration) {
    Welcome welcome = new Welcome(context, demonstration);
    try (StopSignal.Watch unusedWatch =
        context.surroundings().stopSignal().lastWords(welcome::sayLastWords)) {
      welcome.begin();
      return true;
    } catch (LeftException e) {
      welcome.conversation.say(welcome.lastWords);
      return false;
    }
  }

  private void sayLastWords() {
    conversation.say("", lastWords);
  }

  private void begin() {
    conversation.say("Welcome to Sotto: end-to-end encrypted chat over a server of your own.");
    Optional<Username> begun = context.profileState().username();
    Registration registration = begun.isPresent() ? goOn(begun.get()) : start();
    finish(registration);
  }

  // Beginning

  private Registration start() {
    conversation.say("There is no profile in " + context.profile() + " yet. You can");
    while (true) {
      conversation.say("", "  1  join a server, with a link that its operator gave you");
      if (demonstration.isPresent()) {
        conversation.say(
            "  2  look at the demonstration first: two people write to each other over a",
            "     server that is thrown away, in a few seconds");
      }
      int quit = demonstration.isPresent() ? 3 : 2;
      conversation.say("  " + quit + "  quit", "");
      int choice = conversation.choose(quit);
      if (choice == 1) {
        return join();
      }
      if (choice == quit) {
        throw new LeftException();
      }
      conversation.say("");
      demonstration.orElseThrow().run();
    }
  }

  private Registration join() {
    Answers answers = new Answers(conversation, context.accounts(), context.passwords());
    while (true) {
      String link = answers.link().format();
      Username name = answers.name();
      Password password = answers.password(name);
      RegisterRequest request =
          new RegisterRequest(context.profile(), link, name, context.deviceName(), password, true);
      try {
        Registration registration =
            unfinishedUntilDone(name, () -> context.accounts().register(request));
        context.passwords().remember(password);
        return registration;
      } catch (SottoException e) {
        if (!answers.reject(e)) {
          throw e;
        }
        lastWords = "left; nothing was made";
        conversation.explain(e);
      }
    }
  }

  // Finishing

  private Registration goOn(Username name) {
    conversation.say(
        "In " + context.profile() + " a registration as " + name + " was begun and not",
        "finished. You can",
        "",
        "  1  finish it, with the password that you chose",
        "  2  forget it, and begin anew; if the server has made the account already, the",
        "     name " + name + " is taken",
        "  3  quit",
        "");
    lastWords = unfinished(name);
    switch (conversation.choose(3)) {
      case 1 -> {
        Optional<Registration> finished = finishWithPassword(name);
        if (finished.isPresent()) {
          return finished.get();
        }
      }
      case 2 -> context.accounts().discard(context.profile());
      default -> throw new LeftException();
    }
    lastWords = "left; nothing was made";
    return start();
  }

  /** Empty when the server would not have what was begun, and nothing is left of it. */
  private Optional<Registration> finishWithPassword(Username name) {
    for (int attempt = 1; ; attempt++) {
      Password password = context.passwords().fromFile() ? context.passwords().password() : typed();
      try {
        Registration registration =
            unfinishedUntilDone(name, () -> context.accounts().resume(context.profile(), password));
        context.passwords().remember(password);
        return Optional.of(registration);
      } catch (SottoException e) {
        if (e.is(Reason.WRONG_PASSWORD) && !context.passwords().fromFile()) {
          if (attempt == ATTEMPTS) {
            throw new SottoException(Reason.WRONG_PASSWORD, "three wrong passwords")
                .hint("if it is forgotten, begin anew: run this again and choose 2");
          }
          conversation.say("  that is not the password that the registration was begun with");
        } else if (context.profileState().stage() == ProfileState.Stage.ABSENT) {
          conversation.explain(e);
          return Optional.empty();
        } else {
          throw e;
        }
      }
    }
  }

  private Password typed() {
    Answers answers = new Answers(conversation, context.accounts(), context.passwords());
    while (true) {
      try {
        return answers.typed("password: ");
      } catch (SottoException e) {
        conversation.explain(e);
      }
    }
  }

  /** Registers, again for as long as the server cannot be reached and the person wants to. */
  private Registration unfinishedUntilDone(Username name, Supplier<Registration> step) {
    lastWords = unfinished(name);
    while (true) {
      conversation.say("", "Making your keys, and registering as " + name + " ...");
      try {
        return step.get();
      } catch (SottoException e) {
        if (e.failure() != Failure.UNREACHABLE && !e.is(Reason.SLOW_DOWN)) {
          throw e;
        }
        conversation.explain(e);
        if (!conversation.agrees("try again?")) {
          throw new LeftException();
        }
      }
    }
  }

  private String unfinished(Username name) {
    return "left before the registration as " + name + " was finished; run this again to finish it";
  }

  private void finish(Registration registration) {
    Username name;
    try (var account = registration.account()) {
      name = account.whoAmI().username();
    }
    lastWords = "left; you are registered as " + name + ", and the code above is not shown again";
    conversation.say(
        "You are registered as " + name + ".",
        "",
        "Step 4 of 4: the recovery code.",
        "It alone opens your account when the password is forgotten. It is shown now,",
        "and never again:",
        "",
        "    " + registration.recoveryCode().format(),
        "",
        "Write it down, and keep it away from this machine.");
    while (!conversation.ask("type yes when you have it: ").matches("(?i)y|yes")) {
      conversation.say("  without it, a forgotten password is a lost account");
    }
    conversation.say(
        "",
        "All is ready. To ask somebody for a chat: /newChat NAME. To see what else there",
        "is: /help. To leave: /quit.",
        "");
  }
}
