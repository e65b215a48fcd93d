package chat.sotto.client.profile;

import static chat.sotto.client.profile.TestProfile.BOB;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that uses a profile, so that it can be killed. */
final class ProfileProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;

  private ProfileProcess(Process process) {
    this.process = process;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts {@link #main} and waits for its first line. */
  static ProfileProcess start(Path profile, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-cp",
                System.getProperty("java.class.path"),
                ProfileProcess.class.getName(),
                "--profile",
                profile.toString()));
    command.addAll(List.of(arguments));
    try {
      ProfileProcess started =
          new ProfileProcess(
              new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
      started.line();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  String line() {
    try {
      String line = out.readLine();
      if (line == null) {
        throw new AssertionError("the process ended without a word");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it as {@code kill -9} does, and waits until it is gone. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  /**
   * {@code --profile DIR hold}: takes the lock for long; {@code --profile DIR write}: processes
   * entries until it is killed.
   */
  public static void main(String[] args) throws IOException {
    ProfileDirectory directory = new ProfileDirectory(Path.of(args[1]));
    if (args[2].equals("hold")) {
      try (ProfileLock lock =
          ProfileLock.tryAcquire(directory, LockHolder.Kind.LONG_RUNNING).orElseThrow()) {
        System.out.println("holding");
        while (System.in.read() >= 0) {
          // Until the other side ends, or kills.
        }
      }
      return;
    }
    try (Profile profile = Profile.openWithPassword(directory, TestProfile.PASSWORD_KEY)) {
      long next = profile.chats().findCursor(TestProfile.CHAT).orElseThrow().position().value() + 1;
      System.out.println("writing");
      for (long seq = next; ; seq++) {
        profile
            .chats()
            .apply(
                TestProfile.message(seq, BOB, "m" + seq)
                    .withGroup(TestProfile.secret("state " + seq), TestProfile.epochKey(seq))
                    .withCounter(TestProfile.BOBS_DEVICE, seq));
        System.out.println(seq);
      }
    }
  }
}
