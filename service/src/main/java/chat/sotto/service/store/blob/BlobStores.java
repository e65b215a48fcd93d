package chat.sotto.service.store.blob;

import chat.sotto.service.store.BlobStore;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Opens stores of blobs by what an operator writes. */
public final class BlobStores {
  private static final String MEMORY = "memory";
  private static final String FOLDER = "file:";

  private BlobStores() {}

  /**
   * Opens a store.
   *
   * @param url {@code memory}; {@code file:PATH}; or {@code
   *     s3://BUCKET/PREFIX?endpoint=URL&region=NAME&path-style=true}, the keys being in the
   *     environment variables {@code AWS_ACCESS_KEY_ID} and {@code AWS_SECRET_ACCESS_KEY} or in
   *     {@code ~/.aws/credentials}
   * @param staging a folder of this process for what is not complete, made if it is not there; a
   *     bucket needs it
   * @throws IllegalArgumentException if the URL is none of these, saying why
   * @throws chat.sotto.service.store.StoreUnavailableException if it cannot be opened
   */
  public static BlobStore open(String url, Optional<Path> staging) {
    if (url.equals(MEMORY)) {
      return new MemoryBlobs();
    }
    if (url.startsWith(FOLDER)) {
      return DirectoryBlobs.open(path(url.substring(FOLDER.length())));
    }
    if (url.startsWith(BucketAddress.SCHEME)) {
      return BucketBlobs.open(
          BucketAddress.parse(url),
          BucketCredentials.find(System.getenv(), Path.of(System.getProperty("user.home"))),
          staging.orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "a bucket needs a data directory: uploads lie there until they are"
                          + " complete")));
    }
    throw unknown();
  }

  /**
   * Looks how a URL is written, and opens nothing.
   *
   * @throws IllegalArgumentException as {@link #open} does
   */
  public static void check(String url) {
    if (url.startsWith(FOLDER)) {
      var unused = path(url.substring(FOLDER.length()));
    } else if (url.startsWith(BucketAddress.SCHEME)) {
      var unused = BucketAddress.parse(url);
    } else if (!url.equals(MEMORY)) {
      throw unknown();
    }
  }

  private static IllegalArgumentException unknown() {
    return new IllegalArgumentException(
        "that is no place for attachments: use memory, file:DIR or"
            + " s3://BUCKET/PREFIX?endpoint=URL&region=NAME");
  }

  private static Path path(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("file: needs the path of a folder behind it");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("file: needs the path of a folder behind it", e);
    }
  }
}
