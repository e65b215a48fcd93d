package chat.sotto.app;

import java.util.Objects;

/** Entry point of {@code sotto}. So far it only says which version it is. */
public final class Main {

  private static final int USAGE = 2;

  private Main() {}

  public static void main(String[] args) {
    String version = Main.class.getPackage().getImplementationVersion();
    System.err.println("sotto " + Objects.requireNonNullElse(version, "(unpackaged)"));
    System.err.println("no command is built in yet");
    System.exit(USAGE);
  }
}
