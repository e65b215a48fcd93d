package chat.sotto.app.serve;

import chat.sotto.client.Accounts;
import chat.sotto.client.RegisterRequest;
import chat.sotto.client.Registration;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.client.password.Password;
import chat.sotto.service.ServerConfig;
import chat.sotto.service.SottoServer;
import com.google.common.io.BaseEncoding;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.function.Consumer;

/**
 * The operator's own profile, {@code DATA/operator}, with its password beside it: whoever may read
 * the data directory is the operator. Made on a server's first start, through the enrolment
 * listener like any other account.
 */
final class Operator {
  private static final String FOLDER = "operator";
  private static final String PASSWORD_FILE = "password";
  private static final int PASSWORD_BYTES = 20;

  /** Names that are tried in turn: the first may have gone to an attempt that broke off. */
  private static final int MAX_NAMES = 5;

  private Operator() {}

  /**
   * Makes the profile unless it is there. A server without one still serves: what went wrong is
   * said and tried again at the next start.
   */
  static void ensure(SottoServer server, ServerConfig config, Consumer<String> note) {
    if (config.dataDir().isEmpty()) {
      return;
    }
    Path profile = config.dataDir().get().resolve(FOLDER);
    boolean forgetful = config.store().equals(ServerConfig.MEMORY);
    if (Files.isDirectory(profile) && !forgetful) {
      return;
    }
    if (config.enrollment().isEmpty()) {
      note.accept(
          "no operator's profile: it is made at the first start with the enrolment listener");
      return;
    }
    Path unfinished = profile.resolveSibling(FOLDER + ".new");
    try {
      deleteIfExists(unfinished);
      register(server, unfinished);
      deleteIfExists(profile);
      Files.move(unfinished, profile, StandardCopyOption.ATOMIC_MOVE);
    } catch (SottoException | IOException e) {
      note.accept("could not make the operator's profile: " + e.getMessage());
    }
  }

  private static void register(SottoServer server, Path profile) throws IOException {
    Files.createDirectory(profile);
    Path passwordFile = profile.resolve(PASSWORD_FILE);
    if (Files.getFileStore(profile).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(profile, PosixFilePermissions.fromString("rwx------"));
      Files.createFile(
          passwordFile,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    String password = BaseEncoding.base32().lowerCase().encode(random);
    Files.writeString(passwordFile, password + "\n");
    for (int attempt = 1; ; attempt++) {
      Username name = new Username(attempt == 1 ? FOLDER : FOLDER + attempt);
      try {
        Registration registration =
            Accounts.register(
                new RegisterRequest(
                    profile,
                    server.createOperatorInvite(),
                    name,
                    "server",
                    Password.of(password),
                    true));
        registration.account().close();
        return;
      } catch (SottoException e) {
        if (!e.is(Reason.NAME_TAKEN) || attempt == MAX_NAMES) {
          throw e;
        }
      }
    }
  }

  private static void deleteIfExists(Path folder) throws IOException {
    if (Files.exists(folder)) {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }
}
