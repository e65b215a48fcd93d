package chat.sotto.service.store.blob;

import chat.sotto.service.store.BlobStore;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Opens stores of blobs by what an operator writes. */
public final class BlobStores {
  private static final String MEMORY = "memory";
  private static final String FOLDER = "dir:";

  private BlobStores() {}

  /**
   * Opens a store.
   *
   * @param url {@code memory}; {@code dir:PATH}; or {@code
   *     s3://BUCKET/PREFIX?endpoint=URL&region=NAME&path-style=true}, the keys being in the
   *     environment variables {@code AWS_ACCESS_KEY_ID} and {@code AWS_SECRET_ACCESS_KEY} or in
   *     {@code ~/.aws/credentials}
   * @param staging a folder of this process for what is not complete, if the store is a bucket
   * @throws IllegalArgumentException if the URL is none of these, saying why
   * @throws chat.sotto.service.store.StoreUnavailableException if it cannot be opened
   */
  public static BlobStore open(String url, Path staging) {
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
          staging);
    }
    throw new IllegalArgumentException(
        "attachments are kept in memory, dir:PATH or s3://BUCKET/PREFIX");
  }

  private static Path path(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("dir: needs the path of a folder behind it");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("dir: needs the path of a folder behind it", e);
    }
  }
}
