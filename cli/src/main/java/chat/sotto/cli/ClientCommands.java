package chat.sotto.cli;

import chat.sotto.cli.command.AcceptCommand;
import chat.sotto.cli.command.AdminCommand;
import chat.sotto.cli.command.AgentCommand;
import chat.sotto.cli.command.AnnouncementsCommand;
import chat.sotto.cli.command.BlockCommand;
import chat.sotto.cli.command.BlockedCommand;
import chat.sotto.cli.command.ChatsCommand;
import chat.sotto.cli.command.Context;
import chat.sotto.cli.command.CredentialsCommand;
import chat.sotto.cli.command.DeclineCommand;
import chat.sotto.cli.command.DeleteAccountCommand;
import chat.sotto.cli.command.DeleteCommand;
import chat.sotto.cli.command.DevicesCommand;
import chat.sotto.cli.command.DoctorCommand;
import chat.sotto.cli.command.InspectCommand;
import chat.sotto.cli.command.LeaveCommand;
import chat.sotto.cli.command.ListenCommand;
import chat.sotto.cli.command.LoginCommand;
import chat.sotto.cli.command.LogoutCommand;
import chat.sotto.cli.command.PasswordCommand;
import chat.sotto.cli.command.ReadCommand;
import chat.sotto.cli.command.RegisterCommand;
import chat.sotto.cli.command.RekeyCommand;
import chat.sotto.cli.command.RequestCommand;
import chat.sotto.cli.command.RequestsCommand;
import chat.sotto.cli.command.SafetyCommand;
import chat.sotto.cli.command.SaveCommand;
import chat.sotto.cli.command.SendCommand;
import chat.sotto.cli.command.UnblockCommand;
import chat.sotto.cli.command.VerifyCommand;
import chat.sotto.cli.command.WhoAmICommand;
import chat.sotto.cli.shell.ShellCommand;
import java.util.List;

/** What a user and an operator do with a profile. */
public final class ClientCommands implements CommandCatalog {

  @Override
  public List<Section> sections() {
    return List.of(
        new Section(
            "Your account:",
            List.of(
                "register", "login", "logout", "whoami", "devices", "password", "delete-account")),
        new Section(
            "Chats:",
            List.of("request", "requests", "accept", "decline", "chats", "leave", "rekey")),
        new Section(
            "Messages:",
            List.of("chat", "send", "save", "read", "listen", "delete", "announcements")),
        new Section("People:", List.of("safety", "verify", "block", "unblock", "blocked")),
        new Section("Finding faults:", List.of("doctor", "credentials", "inspect")),
        new Section(
            "Running in the background, and a server's operator:", List.of("agent", "admin")));
  }

  // A switch, and not a map of constructors: it loads the class that is wanted and no other.
  @Override
  public Made make(String name, Context context) {
    if (name.equals("admin")) {
      return new Made(
          new AdminCommand(),
          List.of(
              new AdminCommand.Invite(context),
              new AdminCommand.Announce(context),
              new AdminCommand.Users(context),
              new AdminCommand.Disable(context),
              new AdminCommand.Enable(context),
              new AdminCommand.Stats(context),
              new AdminCommand.Backup(context)));
    }
    return Made.of(
        switch (name) {
          case "register" -> new RegisterCommand(context);
          case "login" -> new LoginCommand(context);
          case "logout" -> new LogoutCommand(context);
          case "whoami" -> new WhoAmICommand(context);
          case "devices" -> new DevicesCommand(context);
          case "password" -> new PasswordCommand(context);
          case "delete-account" -> new DeleteAccountCommand(context);
          case "request" -> new RequestCommand(context);
          case "requests" -> new RequestsCommand(context);
          case "accept" -> new AcceptCommand(context);
          case "decline" -> new DeclineCommand(context);
          case "chats" -> new ChatsCommand(context);
          case "leave" -> new LeaveCommand(context);
          case "rekey" -> new RekeyCommand(context);
          case "chat" -> new ShellCommand(context);
          case "send" -> new SendCommand(context);
          case "save" -> new SaveCommand(context);
          case "read" -> new ReadCommand(context);
          case "listen" -> new ListenCommand(context);
          case "delete" -> new DeleteCommand(context);
          case "safety" -> new SafetyCommand(context);
          case "verify" -> new VerifyCommand(context);
          case "block" -> new BlockCommand(context);
          case "unblock" -> new UnblockCommand(context);
          case "blocked" -> new BlockedCommand(context);
          case "credentials" -> new CredentialsCommand(context);
          case "doctor" -> new DoctorCommand(context);
          case "inspect" -> new InspectCommand(context);
          case "announcements" -> new AnnouncementsCommand(context);
          case "agent" -> new AgentCommand(context);
          default -> throw new IllegalArgumentException(name);
        });
  }
}
