package chat.sotto.service.store.blob;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Where a bucket is: {@code s3://BUCKET/PREFIX?endpoint=URL&region=NAME&path-style=true}. Whose it
 * is, is not said here: {@link BucketCredentials}.
 *
 * <p>An endpoint must be HTTPS, unless it is on this machine or the address says {@code
 * insecure=true}. What is stored is sealed and the keys to the bucket are never sent, only
 * signatures; but a request that was seen could be repeated for some minutes, deletions too.
 *
 * @param bucket its name
 * @param prefix empty, or the first part of each object's key, with a slash at its end
 * @param endpoint the server's address; empty for Amazon's own
 * @param region {@code us-east-1} if there is an endpoint and nothing was said
 * @param pathStyle whether the bucket is in the path and not in the host name
 */
record BucketAddress(
    String bucket, String prefix, Optional<URI> endpoint, String region, boolean pathStyle) {
  static final String SCHEME = "s3://";
  private static final String DEFAULT_REGION = "us-east-1";
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern PREFIX =
      Pattern.compile("[A-Za-z0-9._-]{1,100}(/[A-Za-z0-9._-]{1,100}){0,4}");
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,64}");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");
  private static final Set<String> OPTIONS = Set.of("endpoint", "region", "path-style", "insecure");

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException saying what is wrong, without repeating what may be a secret
   */
  static BucketAddress parse(String url) {
    if (!url.startsWith(SCHEME)) {
      throw new IllegalArgumentException("a bucket's address begins with " + SCHEME);
    }
    URI uri = parseUri(url, "the bucket's address");
    String bucket = Objects.requireNonNullElse(uri.getRawAuthority(), "");
    if (bucket.contains("@")) {
      throw new IllegalArgumentException(
          "keys to a bucket do not belong into its address; " + BucketCredentials.WHERE);
    }
    if (!BUCKET.matcher(bucket).matches()) {
      throw new IllegalArgumentException(
          "a bucket's name has 3 to 63 lower-case letters, digits, dots and hyphens");
    }
    if (uri.getRawFragment() != null) {
      throw new IllegalArgumentException("a bucket's address has no #");
    }
    Map<String, String> options = options(uri.getRawQuery() == null ? "" : uri.getRawQuery());
    Optional<URI> endpoint =
        Optional.ofNullable(options.get("endpoint"))
            .map(text -> endpoint(text, flag(options, "insecure", false)));
    return new BucketAddress(
        bucket,
        prefix(uri.getRawPath()),
        endpoint,
        region(options, endpoint.isPresent()),
        flag(options, "path-style", endpoint.isPresent()));
  }

  private static URI parseUri(String text, String what) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      // Its message repeats the text.
      throw new IllegalArgumentException(
          what + " is no URL: " + e.getReason() + " at character " + (e.getIndex() + 1));
    }
  }

  private static String prefix(String path) {
    String inner = path.replaceAll("^/|/$", "");
    if (inner.isEmpty()) {
      return "";
    }
    if (!PREFIX.matcher(inner).matches()) {
      throw new IllegalArgumentException(
          "a prefix has at most five parts of letters, digits, dots, hyphens and underscores");
    }
    return inner + "/";
  }

  private static Map<String, String> options(String query) {
    Map<String, String> options = new TreeMap<>();
    for (String option : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = option.indexOf('=');
      String name = equals < 0 ? option : option.substring(0, equals);
      if (!OPTIONS.contains(name)) {
        throw new IllegalArgumentException(
            "a bucket's address has the options endpoint, region, path-style and insecure, and no"
                + " others; keys to it do not belong there: "
                + BucketCredentials.WHERE);
      }
      String value = equals < 0 ? "" : option.substring(equals + 1);
      if (options.put(name, URLDecoder.decode(value, StandardCharsets.UTF_8)) != null) {
        throw new IllegalArgumentException(name + " is there twice in the bucket's address");
      }
    }
    return options;
  }

  private static boolean flag(Map<String, String> options, String name, boolean otherwise) {
    String value = options.getOrDefault(name, String.valueOf(otherwise));
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(name + " is true or false");
    };
  }

  private static String region(Map<String, String> options, boolean hasEndpoint) {
    String region = options.get("region");
    if (region == null) {
      if (!hasEndpoint) {
        throw new IllegalArgumentException(
            "the bucket's address needs region=NAME, or an endpoint=URL");
      }
      return DEFAULT_REGION;
    }
    if (!REGION.matcher(region).matches()) {
      throw new IllegalArgumentException("a region has lower-case letters, digits and hyphens");
    }
    return region;
  }

  private static URI endpoint(String text, boolean insecure) {
    URI uri = parseUri(text, "the bucket's endpoint");
    String scheme = String.valueOf(uri.getScheme());
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw new IllegalArgumentException("a bucket's endpoint begins with https:// or http://");
    }
    boolean bare =
        uri.getHost() != null
            && uri.getRawUserInfo() == null
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null
            && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
    if (!bare) {
      throw new IllegalArgumentException("a bucket's endpoint has a host, perhaps a port, no more");
    }
    if (scheme.equals("http") && !insecure && !isLoopback(uri)) {
      throw new IllegalArgumentException(
          "a bucket's endpoint on another machine is https://, or the address says insecure=true");
    }
    return uri;
  }

  private static boolean isLoopback(URI uri) {
    return LOOPBACK.matcher(uri.getHost()).matches();
  }

  /** Whether the server is on this machine, by its name alone. */
  boolean isLocal() {
    return endpoint.isPresent() && isLoopback(endpoint.get());
  }
}
