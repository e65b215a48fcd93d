package chat.sotto.service.store.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.sotto.service.store.BlobStore;
import chat.sotto.service.store.StoreUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** What an operator writes to say where attachments are kept. */
class BlobStoresTest {
  @TempDir Path folder;

  @Test
  void open_memoryAndFolder_areOpened() {
    try (BlobStore memory = BlobStores.open("memory", Optional.empty());
        BlobStore files = BlobStores.open("file:" + folder.resolve("blobs"), Optional.empty())) {
      assertThat(memory).isInstanceOf(MemoryBlobs.class);
      assertThat(files).isInstanceOf(DirectoryBlobs.class);
    }
    assertThat(folder.resolve("blobs")).isDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "file:",
        "dir:/tmp/x",
        "Memory",
        "http://example.org",
        "file:\0",
        "s3://bucket"
      })
  void open_anythingElse_isRefused(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BlobStores.open(url, Optional.of(folder)));
    assertThatIllegalArgumentException().isThrownBy(() -> BlobStores.check(url));
  }

  @Test
  void parse_everyOption_isTaken() {
    BucketAddress address =
        BucketAddress.parse(
            "s3://my.bucket-1/a/b_c/?endpoint=https%3A%2F%2Fs3.example.org:9000&region=eu-1"
                + "&path-style=false");

    assertThat(address.bucket()).isEqualTo("my.bucket-1");
    assertThat(address.prefix()).isEqualTo("a/b_c/");
    assertThat(address.endpoint()).contains(URI.create("https://s3.example.org:9000"));
    assertThat(address.region()).isEqualTo("eu-1");
    assertThat(address.pathStyle()).isFalse();
    assertThat(address.isLocal()).isFalse();
  }

  @Test
  void parse_amazonsOwn_needsARegion() {
    BucketAddress address = BucketAddress.parse("s3://bucket?region=eu-central-1");

    assertThat(address)
        .isEqualTo(new BucketAddress("bucket", "", Optional.empty(), "eu-central-1", false));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BucketAddress.parse("s3://bucket/"))
        .withMessageContaining("region=NAME");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:9000",
        "http://127.0.0.1",
        "http://127.1.2.3:1/",
        "http://[::1]:9000",
        "https://s3.example.org"
      })
  void parse_endpointThatNobodyHears_isTaken(String endpoint) {
    BucketAddress address = BucketAddress.parse("s3://bucket?endpoint=" + endpoint);

    assertThat(address.endpoint()).contains(URI.create(endpoint));
    assertThat(address.region()).isEqualTo("us-east-1");
    assertThat(address.pathStyle()).isTrue();
    assertThat(address.isLocal()).isEqualTo(!endpoint.startsWith("https"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://s3.example.org",
        "http://10.0.0.1:9000",
        "http://127.0.0.1.example.org",
        "http://localhost.example.org"
      })
  void parse_plainEndpointElsewhere_mustBeAskedFor(String endpoint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BucketAddress.parse("s3://bucket?endpoint=" + endpoint))
        .withMessageContaining("insecure=true");

    assertThat(BucketAddress.parse("s3://bucket?insecure=true&endpoint=" + endpoint).endpoint())
        .contains(URI.create(endpoint));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "s3://Bucket?region=x name",
        "s3://b?region=x name",
        "s3://bucket:9000?region=x name",
        "s3:///prefix?region=x name",
        "s3://bucket/a//b?region=x prefix",
        "s3://bucket/ä?region=x prefix",
        "s3://bucket?region=EU region",
        "s3://bucket?region=a&region=b twice",
        "s3://bucket?region=x#y #",
        "s3://bucket?path-style=yes&region=x true",
        "s3://bucket?insecure&region=x&endpoint=http://h true",
        "s3://bucket?endpoint=ftp://host https",
        "s3://bucket?endpoint=https://host/path host",
        "s3://bucket?endpoint=https:host host",
        "s3://bucket?region=%zz URL"
      })
  void parse_malformed_saysWhatIsWrong(String url, String says) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BucketAddress.parse(url))
        .withMessageContaining(says);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://KEY:HUNTER2@bucket?region=x",
        "s3://bucket?region=x&secret-key=HUNTER2",
        "s3://bucket?region=x&HUNTER2",
        "s3://bucket?endpoint=https://KEY:HUNTER2@host",
        "s3://bucket/ HUNTER2?region=x",
        "s3://HUNTER2?region=x"
      })
  void parse_withASecret_neverRepeatsIt(String url) {
    assertThatThrownBy(() -> BucketAddress.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .message()
        .doesNotContain("HUNTER2");
  }

  @Test
  void find_inVariables_comesFirst() throws IOException {
    credentialsFile("[default]", "aws_access_key_id = F", "aws_secret_access_key = G");

    AwsCredentials found =
        BucketCredentials.find(
            Map.of("AWS_ACCESS_KEY_ID", "A", "AWS_SECRET_ACCESS_KEY", "B"), folder);

    assertThat(found.accessKeyId()).isEqualTo("A");
    assertThat(found.secretAccessKey()).isEqualTo("B");
  }

  @Test
  void find_inFile_takesTheNamedProfile() throws IOException {
    credentialsFile(
        "# mine",
        "[default]",
        "aws_access_key_id = A",
        "aws_secret_access_key=B=",
        "[work]",
        "aws_access_key_id=C",
        "; aws_secret_access_key=old",
        "aws_secret_access_key=D",
        "aws_session_token=E");

    AwsCredentials first = BucketCredentials.find(Map.of(), folder);
    assertThat(first.accessKeyId()).isEqualTo("A");
    assertThat(first.secretAccessKey()).isEqualTo("B=");
    assertThat(BucketCredentials.find(Map.of("AWS_PROFILE", "work"), folder))
        .isEqualTo(AwsSessionCredentials.create("C", "D", "E"));
  }

  @Test
  void find_none_saysWhereTheyBelong() throws IOException {
    assertThatThrownBy(() -> BucketCredentials.find(Map.of("AWS_ACCESS_KEY_ID", "A"), folder))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("AWS_SECRET_ACCESS_KEY");

    // Neither programs nor the network are asked for keys.
    credentialsFile("[default]", "credential_process=touch " + folder.resolve("ran"));
    assertThatThrownBy(() -> BucketCredentials.find(Map.of(), folder))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  private void credentialsFile(String... lines) throws IOException {
    Path file = folder.resolve(".aws").resolve("credentials");
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("\n", lines));
  }
}
