package chat.sotto.service.store.blob;

import chat.sotto.service.domain.BlobId;
import chat.sotto.service.store.StoreUnavailableException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The objects of a bucket under a prefix, each the bytes of a blob. Every failure is a {@link
 * StoreUnavailableException} that says which bucket and what it answered.
 */
final class Bucket implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /** For a part of 8 MiB: a line of half a megabit a second. */
  private static final Duration ATTEMPT = Duration.ofMinutes(2);

  private static final Duration CALL = Duration.ofMinutes(5);
  private static final int ATTEMPTS = 3;
  private static final int NOT_FOUND = 404;
  private static final int OUT_OF_RANGE = 416;
  private static final int PAGE = 1000;

  private final BucketAddress address;
  private final S3Client client;

  Bucket(BucketAddress address, AwsCredentials credentials) {
    this.address = address;
    this.client = client(address, credentials);
  }

  /**
   * Nothing is looked up outside of what was given: no region, no endpoint, no keys. Checksums of
   * Amazon's own are left out where nobody asks for them, because other servers do not know them;
   * over plain HTTP the hash of a body is signed.
   */
  static S3Client client(BucketAddress address, AwsCredentials credentials) {
    UrlConnectionHttpClient.Builder http =
        UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE);
    if (address.isLocal()) {
      http.proxyConfiguration(
          ProxyConfiguration.builder()
              .useSystemPropertyValues(false)
              .useEnvironmentVariablesValues(false)
              .build());
    }
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(http)
            .region(Region.of(address.region()))
            .credentialsProvider(StaticCredentialsProvider.create(credentials))
            .forcePathStyle(address.pathStyle())
            .serviceConfiguration(
                s3 -> s3.chunkedEncodingEnabled(false).expectContinueEnabled(false))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(
                all ->
                    all.apiCallAttemptTimeout(ATTEMPT)
                        .apiCallTimeout(CALL)
                        .defaultProfileFileSupplier(() -> ProfileFile.aggregator().build())
                        .retryStrategy(
                            AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS)
                                .build()));
    address.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  String name() {
    return address.bucket();
  }

  S3Client client() {
    return client;
  }

  String key(BlobId blob) {
    return address.prefix() + blob;
  }

  Optional<Long> findSize(BlobId blob) {
    return find(
        () -> client.headObject(r -> r.bucket(name()).key(key(blob))).contentLength(), NOT_FOUND);
  }

  Optional<InputStream> read(BlobId blob, long offset) {
    if (offset < 0) {
      Offsets.check(offset, 0);
    }
    String range = "bytes=" + offset + "-";
    Optional<ResponseInputStream<GetObjectResponse>> answer =
        find(
            () ->
                client.getObject(
                    r -> r.bucket(name()).key(key(blob)).range(offset == 0 ? null : range)),
            NOT_FOUND,
            OUT_OF_RANGE);
    if (answer.isEmpty()) {
      return atTheEnd(blob, offset);
    }
    ResponseInputStream<GetObjectResponse> in = answer.get();
    if (offset > 0 && in.response().contentRange() == null) {
      in.abort();
      throw new StoreUnavailableException("bucket " + name() + " reads no ranges");
    }
    return Optional.of(new BlobInput(in, in.response().contentLength(), in::abort));
  }

  /** There is no such blob, or nothing in it from there on: there is no range of no bytes. */
  private Optional<InputStream> atTheEnd(BlobId blob, long offset) {
    return findSize(blob)
        .map(
            size -> {
              Offsets.check(offset, size);
              if (offset < size) {
                throw new StoreUnavailableException("a blob came while it was looked for");
              }
              return InputStream.nullInputStream();
            });
  }

  void delete(BlobId blob) {
    call(() -> client.deleteObject(r -> r.bucket(name()).key(key(blob))));
  }

  /** At most {@code limit} blobs in order; other objects are passed over. */
  List<BlobId> list(Optional<BlobId> after, int limit) {
    List<BlobId> found = new ArrayList<>();
    Optional<String> last = after.map(this::key);
    boolean more = true;
    while (more && found.size() < limit) {
      Optional<String> from = last;
      int page = Math.min(PAGE, limit - found.size());
      ListObjectsV2Response answer =
          call(
              () ->
                  client.listObjectsV2(
                      r ->
                          r.bucket(name())
                              .prefix(address.prefix())
                              .startAfter(from.orElse(null))
                              .maxKeys(page)));
      for (S3Object object : answer.contents()) {
        last = Optional.of(object.key());
        BlobNames.find(object.key().substring(address.prefix().length())).ifPresent(found::add);
      }
      more = Boolean.TRUE.equals(answer.isTruncated()) && !answer.contents().isEmpty();
    }
    return found;
  }

  private <T> Optional<T> find(Supplier<T> call, Integer... absent) {
    return call(
        () -> {
          try {
            return Optional.of(call.get());
          } catch (AwsServiceException e) {
            if (List.of(absent).contains(e.statusCode())) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  <T> T call(Supplier<T> call) {
    try {
      return call.get();
    } catch (AwsServiceException e) {
      String code = e.awsErrorDetails() == null ? "" : " " + e.awsErrorDetails().errorCode();
      throw new StoreUnavailableException(
          "bucket " + name() + " refused with " + e.statusCode() + code, e);
    } catch (SdkException e) {
      throw new StoreUnavailableException("bucket " + name() + " does not answer", e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
