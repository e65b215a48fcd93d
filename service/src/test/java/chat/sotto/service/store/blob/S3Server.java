package chat.sotto.service.store.blob;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/** S3Proxy as a process of its own, over a folder. It checks signatures. */
public final class S3Server implements AutoCloseable {
  static final String SECRET = "secret-that-must-not-be-seen";
  static final AwsBasicCredentials KEYS = AwsBasicCredentials.create("sotto-test", SECRET);
  private static final Pattern STARTED = Pattern.compile("Started .*\\{127\\.0\\.0\\.1:(\\d+)}");

  private final Process process;
  private final int port;

  private S3Server(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one over a folder. */
  public static S3Server start(Path folder) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Path properties = folder.resolve("s3proxy.properties");
    Files.writeString(
        properties,
        String.join(
            "\n",
            "s3proxy.endpoint=http://127.0.0.1:0",
            "s3proxy.authorization=aws-v4",
            "s3proxy.identity=" + KEYS.accessKeyId(),
            "s3proxy.credential=" + SECRET,
            "jclouds.provider=filesystem-nio2",
            "jclouds.identity=unused",
            "jclouds.credential=unused",
            "jclouds.filesystem.basedir=" + data));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                System.getProperty("sotto.test.s3"),
                "--properties",
                properties.toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder all = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      all.append(line).append('\n');
      Matcher started = STARTED.matcher(line);
      if (started.find()) {
        drain(lines);
        return new S3Server(process, Integer.parseInt(started.group(1)));
      }
    }
    throw new IOException("the S3 server did not start:\n" + all);
  }

  private static void drain(BufferedReader lines) {
    Thread drain =
        new Thread(
            () -> {
              try {
                while (lines.readLine() != null) {}
              } catch (IOException ended) {
                // So has the server.
              }
            },
            "s3-output");
    drain.setDaemon(true);
    drain.start();
  }

  int port() {
    return port;
  }

  /** A bucket of it, through some port of this machine. */
  static BucketAddress address(String bucket, int port) {
    String endpoint = URI.create("http://127.0.0.1:" + port).toString();
    return BucketAddress.parse("s3://" + bucket + "/some/prefix?endpoint=" + endpoint);
  }

  /** The place of attachments in a bucket of it, as an operator writes it. */
  public String url(String bucket) {
    return "s3://" + bucket + "/some/prefix?endpoint=http://127.0.0.1:" + port;
  }

  /** Where the objects of a bucket lie, each a file. Whoever makes the folder makes the bucket. */
  public static Path objects(Path folder, String bucket) {
    return folder.resolve("data").resolve(bucket);
  }

  /** Writes the keys to where a user of this home folder has them. */
  public static void writeKeys(Path home) throws IOException {
    Path aws = Files.createDirectories(home.resolve(".aws"));
    Files.writeString(
        aws.resolve("credentials"),
        String.join(
            "\n",
            "[default]",
            "aws_access_key_id=" + KEYS.accessKeyId(),
            "aws_secret_access_key=" + SECRET));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
