package chat.sotto.service.store.blob;

import chat.sotto.service.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * The keys to a bucket: from environment variables, or from the credentials file that Amazon's
 * tools share. From nowhere else: not from an argument that others can see, not from the network,
 * not from another program. They are read once.
 */
final class BucketCredentials {
  static final String WHERE =
      "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or write them to ~/.aws/credentials";

  private static final String FILE = "AWS_SHARED_CREDENTIALS_FILE";
  private static final String PROFILE = "AWS_PROFILE";
  private static final long MAX_BYTES = 1 << 20;

  private BucketCredentials() {}

  /**
   * Finds the keys.
   *
   * @throws StoreUnavailableException if there are none
   */
  static AwsCredentials find(Map<String, String> environment, Path home) {
    return inVariables(environment)
        .or(() -> inFile(environment, home))
        .orElseThrow(
            () -> new StoreUnavailableException("there are no keys to the bucket; " + WHERE));
  }

  private static Optional<AwsCredentials> inVariables(Map<String, String> environment) {
    return credentials(
        environment.getOrDefault("AWS_ACCESS_KEY_ID", ""),
        environment.getOrDefault("AWS_SECRET_ACCESS_KEY", ""),
        environment.getOrDefault("AWS_SESSION_TOKEN", ""));
  }

  private static Optional<AwsCredentials> inFile(Map<String, String> environment, Path home) {
    String named = environment.getOrDefault(FILE, "");
    Path file = named.isEmpty() ? home.resolve(".aws").resolve("credentials") : Path.of(named);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Map<String, String> entries = section(read(file), environment.getOrDefault(PROFILE, "default"));
    return credentials(
        entries.getOrDefault("aws_access_key_id", ""),
        entries.getOrDefault("aws_secret_access_key", ""),
        entries.getOrDefault("aws_session_token", ""));
  }

  private static String read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException("it is too long");
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      // Without the cause: what it says may have been read from the file.
      throw new StoreUnavailableException("the file of keys " + file + " cannot be read");
    }
  }

  private static Map<String, String> section(String text, String name) {
    Map<String, String> entries = new HashMap<>();
    boolean inside = false;
    for (String line : text.lines().map(String::strip).toList()) {
      int equals = line.indexOf('=');
      if (line.startsWith("[")) {
        inside = line.equals("[" + name + "]");
      } else if (inside && equals > 0 && !line.startsWith("#") && !line.startsWith(";")) {
        entries.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    return entries;
  }

  private static Optional<AwsCredentials> credentials(String id, String secret, String session) {
    if (id.isBlank() || secret.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        session.isBlank()
            ? AwsBasicCredentials.create(id.strip(), secret.strip())
            : AwsSessionCredentials.create(id.strip(), secret.strip(), session.strip()));
  }
}
