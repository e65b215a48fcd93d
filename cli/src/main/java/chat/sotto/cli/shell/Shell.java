package chat.sotto.cli.shell;

import chat.sotto.cli.command.Context;
import chat.sotto.cli.output.ExitCode;
import chat.sotto.cli.output.picture.Graphics;
import chat.sotto.cli.output.picture.PictureView;
import chat.sotto.cli.shell.line.Screen;
import chat.sotto.cli.shell.line.SlashCompleter;
import chat.sotto.cli.shell.line.Typed;
import chat.sotto.cli.shell.state.ShellState;
import chat.sotto.cli.shell.state.TypedLine;
import chat.sotto.cli.shell.view.MessageView;
import chat.sotto.cli.shell.view.Notices;
import chat.sotto.cli.shell.view.Pictures;
import chat.sotto.cli.shell.view.StatusView;
import chat.sotto.cli.shell.view.Theme;
import chat.sotto.cli.terminal.StopSignal;
import chat.sotto.client.Account;
import chat.sotto.client.OpenMode;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.WhoAmI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Terminal;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * The shell: reads lines until its user has enough.
 *
 * <p>{@link Desk} holds the {@link ShellState} and shows it. {@link Watch} takes what happens,
 * {@link CommandRunner} does what is asked, on a thread that Ctrl-C can leave ({@link Worker}),
 * {@link Speaker} sends, {@link Carrier} moves files. The thread that runs this reads the terminal
 * and does nothing else.
 */
final class Shell {
  private final Screen screen;
  private final Desk desk;
  private final Speaker speaker;
  private final TypingSign typing;
  private final Watch watch;
  private final Conversation conversation;
  private final CommandRunner commands;
  private final Worker worker = new Worker();
  private final Carrier carrier;
  private final ScheduledExecutorService background = thread("sotto-shell");
  private final ScheduledExecutorService sending = thread("sotto-shell-send");
  private final Thread reading = Thread.currentThread();
  private volatile boolean stopping;

  private Shell(Context context, Account account, Terminal terminal) {
    WhoAmI who = account.whoAmI();
    boolean dumb = terminal.getType().startsWith(Terminal.TYPE_DUMB);
    Theme theme = new Theme(!dumb && context.surroundings().variable("NO_COLOR").isEmpty());
    MessageView messages = new MessageView(theme, who.username(), context.surroundings().zone());
    this.desk =
        new Desk(
            ShellState.begin(who),
            new Notices(theme, messages),
            messages,
            new StatusView(theme),
            new Pictures(new PictureView(Graphics.detect(context.surroundings()::variable))),
            InstantSource.system());
    this.carrier = new Carrier(desk::note);
    this.typing = new TypingSign(account, desk, background);
    this.screen = new Screen(terminal, desk::prompt, typing::typed);
    this.speaker = new Speaker(account, desk, sending, background);
    this.watch = new Watch(account, desk, speaker, background, this::end);
    this.conversation = new Conversation(account, desk, watch);
    this.commands =
        new CommandRunner(
            context.commands(),
            new CommandRunner.Around(
                context.surroundings(),
                context.profile(),
                context.passwordFile(),
                new ShellTerminal(screen, desk)),
            new ShellAccounts(context.profile(), account),
            desk,
            new OwnWords(account, desk, conversation, speaker),
            new FileWords(account, desk, HomePath.home(context.surroundings())),
            watch);
    PathChoices paths = new PathChoices(HomePath.home(context.surroundings()));
    Choices choices = new Choices(context.commands(), desk::state, paths);
    screen.use(new SlashCompleter(choices::at), account);
    screen.onInterrupt(worker::interrupt);
    desk.showOn(screen);
  }

  /** Opens the profile and runs a shell on it, on the terminal of the process. */
  static int run(Context context, @Nullable String chat) {
    try (Account account = context.open(OpenMode.LONG_RUNNING)) {
      run(context, account, Screen.systemTerminal(), chat);
    }
    return ExitCode.DONE;
  }

  /** Runs a shell on an open account; closes the terminal. */
  static void run(Context context, Account account, Terminal terminal, @Nullable String chat) {
    Shell shell = new Shell(context, account, terminal);
    try (StopSignal.Watch unused = context.surroundings().stopSignal().watch(shell::stop)) {
      // Told apart from the end of the JVM, the end of the shell puts the terminal back in order.
      Object term = Signals.register("TERM", shell::stop);
      Object hup = Signals.register("HUP", shell::stop);
      try {
        shell.loop(chat);
      } finally {
        shell.close();
        Signals.unregister("TERM", term);
        Signals.unregister("HUP", hup);
      }
    }
  }

  private void loop(@Nullable String chat) {
    watch.begin();
    var unusedTicks = background.scheduleWithFixedDelay(desk::tick, 1, 1, TimeUnit.SECONDS);
    greet();
    if (chat != null) {
      run(new TypedLine.Command("chat", chat));
    }
    boolean asked = false;
    String begun = "";
    while (!stopping) {
      Typed typed = screen.read(begun);
      begun = "";
      if (typed instanceof Typed.End) {
        return;
      }
      if (typed instanceof Typed.Interrupted interrupted) {
        typing.stopped();
        if (interrupted.dropped().isEmpty() && carrier.interrupt()) {
          asked = false;
          continue;
        }
        if (interrupted.dropped().isEmpty() && asked) {
          return;
        }
        asked = interrupted.dropped().isEmpty();
        if (asked && !stopping) {
          desk.note("Ctrl-C again, Ctrl-D or /quit ends the shell");
        }
        continue;
      }
      asked = false;
      typing.stopped();
      begun = take(TypedLine.parse(((Typed.Line) typed).text()));
    }
  }

  private void greet() {
    if (!desk.state().who().loggedIn()) {
      desk.note("logged out: /login opens a session; until then nothing comes in");
    }
    desk.note("/help lists what you can do here, /chat NAME opens a chat, /quit ends the shell");
  }

  /** Does what a line says; returns what the next line begins with. */
  private String take(TypedLine line) {
    if (line instanceof TypedLine.Command command) {
      if (command.name().equals("quit")) {
        stopping = true;
      } else {
        run(command);
      }
    } else if (line instanceof TypedLine.Text text) {
      Optional<ChatId> chat = desk.state().open();
      if (chat.isEmpty()) {
        desk.failure(
            "no chat is open", Optional.of("open one: /chat NAME; your text is still there"));
        return text.text();
      }
      speaker.say(chat.get(), text.text(), null);
    }
    return "";
  }

  private void run(TypedLine.Command command) {
    if (!screen.isDumb()) {
      desk.echo(command);
    }
    if (FileWords.movesFile(command)) {
      carrier.run(() -> commands.run(command));
    } else {
      worker.run(() -> commands.run(command));
    }
  }

  /** The account is gone: ends the shell once the command that deleted it has said so. */
  private void end() {
    stopping = true;
    if (!worker.isBusy()) {
      reading.interrupt();
    }
  }

  /** Ends the shell from any thread. */
  private void stop() {
    stopping = true;
    worker.interrupt();
    reading.interrupt();
  }

  private void close() {
    // Whatever wanted this thread to wake up has had its way.
    var unused = Thread.interrupted();
    carrier.finish();
    speaker.finish();
    watch.close();
    screen.close();
    background.shutdownNow();
  }

  private static ScheduledExecutorService thread(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        work -> {
          Thread thread = new Thread(work, name);
          thread.setDaemon(true);
          return thread;
        });
  }
}
