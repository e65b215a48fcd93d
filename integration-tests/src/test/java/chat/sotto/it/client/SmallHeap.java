package chat.sotto.it.client;

import chat.sotto.client.Account;
import chat.sotto.client.Accounts;
import chat.sotto.client.OpenMode;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.FileToSend;
import chat.sotto.client.model.SaveTarget;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.TransferListener;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A client as a process of its own, with a heap that is smaller than the files. */
final class SmallHeap {
  private SmallHeap() {}

  /** {@code send PROFILE NAME CHAT FILE} prints the sequence; {@code save … SEQ FILE}. */
  public static void main(String[] args) {
    try (Account account =
        Accounts.open(Path.of(args[1]), () -> People.password(args[2]), OpenMode.ONE_SHOT)) {
      ChatId chat = ChatId.parse(args[3]);
      if (args[0].equals("send")) {
        FileToSend file = new FileToSend(Path.of(args[4]), "", null, false);
        System.out.println(account.sendFile(chat, file, TransferListener.NONE).seq());
      } else {
        SaveTarget target = new SaveTarget(Path.of(args[5]), false);
        var unused =
            account.save(chat, new Seq(Long.parseLong(args[4])), target, TransferListener.NONE);
      }
    }
  }

  /** Runs one, and gives what it printed. */
  static String run(int mebibytes, String... args) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx" + mebibytes + "m",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeap.class.getName()));
    command.addAll(Arrays.asList(args));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("a client ended with " + process.exitValue());
    }
    return out.strip();
  }
}
