package chat.sotto.service.store.blob;

import chat.sotto.service.domain.BlobId;
import chat.sotto.service.store.BlobFiles;
import chat.sotto.service.store.BlobStore;
import chat.sotto.service.store.StoreUnavailableException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Blobs as files in a folder: {@code incoming/HEX} while they come, {@code ab/HEX} from then on,
 * {@code ab} being how the name begins. A blob gets its final name when it is complete, its hash
 * was right and it is on disk. Everything is its owner's alone.
 *
 * <p>The folder belongs to one process, and to nothing else. There is no lock: a server's data
 * folder has one, and where the folder lies elsewhere its operator sees to it.
 */
public final class DirectoryBlobs implements BlobStore, BlobFiles {
  private static final String INCOMING = "incoming";
  private static final int SHARDS = 256;

  private final Path folder;
  private final Staging staging;

  private DirectoryBlobs(Path folder) {
    this.folder = folder;
    this.staging = new Staging(folder.resolve(INCOMING), (blob, file, size, wanted) -> keep(blob));
  }

  /**
   * Opens a folder, or makes it.
   *
   * @throws StoreUnavailableException if that fails, others may enter it, or it holds something
   *     else
   */
  public static DirectoryBlobs open(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    try {
      OwnerFolder.open(absolute);
      if (!Files.isDirectory(absolute.resolve(INCOMING)) && !OwnerFolder.isEmpty(absolute)) {
        throw new IOException("it holds something else; name a folder for attachments alone");
      }
      OwnerFolder.make(absolute.resolve(INCOMING));
    } catch (IOException e) {
      throw new StoreUnavailableException(
          "the folder of attachments, " + absolute + ", cannot be opened: " + reason(e), e);
    }
    return new DirectoryBlobs(absolute);
  }

  /** File system exceptions have a path for a message. */
  private static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    return e instanceof FileSystemException
        ? e.getClass().getSimpleName() + ", " + message
        : message;
  }

  @Override
  public Turn write(BlobId blob) {
    return staging.begin(
        blob,
        () -> {
          if (findSize(blob).isPresent()) {
            throw new IllegalStateException("the blob is complete");
          }
        });
  }

  private void keep(BlobId blob) throws IOException {
    Path incoming = staging.file(blob);
    try {
      OwnerFolder.forceFile(incoming);
    } catch (IOException e) {
      // The system may have dropped what it could not write, and say next time that all is well.
      staging.remove(blob);
      throw e;
    }
    Path target = file(blob);
    OwnerFolder.make(shard(blob));
    Files.move(incoming, target, StandardCopyOption.ATOMIC_MOVE);
    OwnerFolder.forceNames(shard(blob));
  }

  @Override
  public long received(BlobId blob) {
    return staging.received(blob);
  }

  @Override
  public Optional<Long> findSize(BlobId blob) {
    staging.requireOpen();
    try {
      return Optional.of(Files.size(file(blob)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StoreUnavailableException("a blob's file cannot be read", e);
    }
  }

  @Override
  public Optional<InputStream> read(BlobId blob, long offset) {
    Optional<Long> size = findSize(blob);
    if (size.isEmpty()) {
      return Optional.empty();
    }
    Offsets.check(offset, size.get());
    try {
      return Optional.of(new BlobInput(open(blob, offset), size.get() - offset));
    } catch (IOException e) {
      if (findSize(blob).isEmpty()) {
        return Optional.empty();
      }
      throw new StoreUnavailableException("a blob's file cannot be read", e);
    }
  }

  /** Not a channel, which would be closed by an interrupt. */
  private InputStream open(BlobId blob, long offset) throws IOException {
    FileInputStream in = new FileInputStream(file(blob).toFile());
    try {
      in.skipNBytes(offset);
      return in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  @Override
  public void delete(BlobId blob) {
    staging.delete(blob, () -> Files.deleteIfExists(file(blob)));
  }

  @Override
  public List<BlobId> list(Optional<BlobId> after, int limit) {
    staging.requireOpen();
    try {
      List<BlobId> incoming = staging.list().toList();
      List<BlobId> found = new ArrayList<>();
      for (int shard = after.map(DirectoryBlobs::shardOf).orElse(0);
          shard < SHARDS && found.size() < limit;
          shard++) {
        TreeSet<BlobId> here = new TreeSet<>(inShard(shard));
        for (BlobId blob : incoming) {
          if (shardOf(blob) == shard) {
            here.add(blob);
          }
        }
        here.stream()
            .filter(blob -> after.isEmpty() || blob.compareTo(after.get()) > 0)
            .limit(limit - found.size())
            .forEach(found::add);
      }
      return List.copyOf(found);
    } catch (IOException e) {
      throw new StoreUnavailableException("the folder of attachments cannot be read", e);
    }
  }

  private List<BlobId> inShard(int shard) throws IOException {
    Path path = folder.resolve(shardName(shard));
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
        ? BlobNames.in(path).filter(blob -> shardOf(blob) == shard).toList()
        : List.of();
  }

  @Override
  public Optional<BlobFiles> files() {
    return Optional.of(this);
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public void forEach(Visitor visitor) throws IOException {
    for (int shard = 0; shard < SHARDS; shard++) {
      for (BlobId blob : inShard(shard)) {
        visitor.visit(file(blob));
      }
    }
  }

  @Override
  public void close() {
    staging.close();
  }

  private Path file(BlobId blob) {
    return shard(blob).resolve(blob.toString());
  }

  private Path shard(BlobId blob) {
    return folder.resolve(shardName(shardOf(blob)));
  }

  private static int shardOf(BlobId blob) {
    return (int) (blob.high() >>> (Long.SIZE - Byte.SIZE));
  }

  private static String shardName(int shard) {
    return HexFormat.of().toHexDigits((byte) shard);
  }
}
