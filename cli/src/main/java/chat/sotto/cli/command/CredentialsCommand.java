package chat.sotto.cli.command;

import chat.sotto.cli.output.Fields;
import chat.sotto.cli.output.Output;
import chat.sotto.cli.terminal.SecretDirectory;
import chat.sotto.client.Account;
import chat.sotto.client.model.Credentials;
import chat.sotto.client.primitives.Secrets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code credentials}. */
@Command(
    name = "credentials",
    description = {
      "Write what grpcurl or buf curl need to call the server as this device.",
      "They are as good as this device while they last: see docs/debugging.md."
    },
    footer = {"", "Example:", "  sotto credentials --output creds"})
public final class CredentialsCommand extends AccountCommand {
  private static final String CA = "ca.pem";
  private static final String CERTIFICATE = "device.pem";
  private static final String KEY = "device.key";
  private static final String TOKEN = "token";

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "A directory for these files alone; made if it is missing.")
  Path directory = Path.of("");

  @Option(names = "--force", description = "Replace the files of an earlier call.")
  boolean force;

  /** Not run yet. */
  public CredentialsCommand(Context context) {
    super(context);
  }

  @Override
  void run(Account account, Output output) {
    Credentials credentials = account.credentials();
    SecretDirectory.write(directory, "output", files(credentials), force);
    ExampleCall example = new ExampleCall(directory, credentials);
    output.note(
        "whoever has "
            + directory
            + " can call the server as "
            + credentials.username()
            + "'s device: the token until you run sotto logout, the certificate until "
            + credentials.certificateEnds().atZone(ZoneOffset.UTC).toLocalDate()
            + " or for as long as they renew it, unless the device is revoked");
    output.data(List.of(example.buf(), example.grpcurl()), fields(credentials, example));
  }

  private static Map<String, byte[]> files(Credentials credentials) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(CA, credentials.caPem().getBytes(StandardCharsets.US_ASCII));
    files.put(CERTIFICATE, credentials.certificatePem().getBytes(StandardCharsets.US_ASCII));
    files.put(KEY, Secrets.export(credentials.keyPem()));
    files.put(TOKEN, header(credentials).getBytes(StandardCharsets.US_ASCII));
    return files;
  }

  /** The whole header: so that tools read it from the file, and no argument has it. */
  private static String header(Credentials credentials) {
    return "authorization: Bearer "
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(Secrets.export(credentials.token()))
        + "\n";
  }

  private Fields fields(Credentials credentials, ExampleCall example) {
    return Fields.of("ok", true)
        .and("username", credentials.username())
        .and("device", credentials.device())
        .and("ca", directory.resolve(CA))
        .and("certificate", directory.resolve(CERTIFICATE))
        .and("key", directory.resolve(KEY))
        .and("token", directory.resolve(TOKEN))
        .and("chat", credentials.chat())
        .and("enroll", credentials.enrolment())
        .and("server_name", credentials.serverName())
        .and("expires", credentials.certificateEnds())
        .and("buf", example.buf())
        .and("grpcurl", example.grpcurl());
  }

  /** Command lines to begin with, to be pasted into a shell. */
  private record ExampleCall(Path directory, Credentials credentials) {
    private static final String METHOD = "sotto.v1.ChatService/ListChats";

    String buf() {
      return "buf curl --protocol grpc --cacert "
          + quoted(CA)
          + " --cert "
          + quoted(CERTIFICATE)
          + " --key "
          + quoted(KEY)
          + " --servername "
          + credentials.serverName()
          + " -H "
          + shell("@" + directory.resolve(TOKEN))
          + " "
          + shell("https://" + credentials.chat() + "/" + METHOD);
    }

    String grpcurl() {
      return "SOTTO_TOKEN=\"$(cat "
          + quoted(TOKEN)
          + ")\" grpcurl -cacert "
          + quoted(CA)
          + " -cert "
          + quoted(CERTIFICATE)
          + " -key "
          + quoted(KEY)
          + " -authority "
          + credentials.serverName()
          + " -expand-headers -H '${SOTTO_TOKEN}' "
          + shell(credentials.chat())
          + " "
          + METHOD;
    }

    private String quoted(String file) {
      return shell(directory.resolve(file).toString());
    }

    private static String shell(String word) {
      return word.matches("[A-Za-z0-9_./:@%+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
  }
}
