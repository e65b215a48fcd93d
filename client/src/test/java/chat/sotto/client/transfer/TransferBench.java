package chat.sotto.client.transfer;

import chat.sotto.client.attachment.SealedFile;
import chat.sotto.client.codec.MalformedBytesException;
import chat.sotto.client.content.ContentCodec;
import chat.sotto.client.content.MessageContent;
import chat.sotto.client.model.AttachmentId;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.FileToSend;
import chat.sotto.client.model.SentMessage;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.TransferListener;
import chat.sotto.client.model.Username;
import chat.sotto.client.primitives.AeadKey;
import chat.sotto.client.profile.Profile;
import chat.sotto.client.profile.ProfileDirectory;
import chat.sotto.client.profile.ProfileIdentity;
import chat.sotto.client.profile.ServerAddress;
import chat.sotto.client.profile.StoredUpload;
import chat.sotto.client.profile.WrapKeys;
import chat.sotto.client.spool.Spool;
import chat.sotto.client.transport.Backoff;
import chat.sotto.client.trust.CaFingerprint;
import com.google.crypto.tink.util.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Transfers of one profile with a scripted server, and a folder for files. */
final class TransferBench implements AutoCloseable {
  static final ChatId CHAT = ChatId.random();

  /** Waits are never longer than nothing. */
  private static final RandomGenerator NO_WAIT =
      new Random() {
        @Override
        public long nextLong(long bound) {
          return 0;
        }
      };

  final ScriptedAttachments server = new ScriptedAttachments();
  final Path folder;
  final Profile profile;
  final List<StoredUpload> delivered = new CopyOnWriteArrayList<>();
  final ExecutorService threads = Executors.newCachedThreadPool();
  volatile Duration patience = Duration.ofSeconds(30);
  volatile boolean staysConnected;
  private Transfers transfers;

  TransferBench(Path folder) {
    this.folder = folder;
    this.profile =
        Profile.create(
            new ProfileDirectory(folder.resolve("profile")),
            new ProfileIdentity(
                new Username("alice"),
                DeviceId.random(),
                CaFingerprint.of(new byte[32]),
                Bytes.copyFrom(new byte[] {1})),
            new ServerAddress("localhost", 1, "localhost", 2),
            new WrapKeys(AeadKey.random(), AeadKey.random()),
            created -> {});
    this.transfers = open();
  }

  private Transfers open() {
    TransferParts parts =
        new TransferParts(
            profile.transfers(),
            new Spool(profile.directory().spool()),
            server,
            threads,
            () -> new Backoff(NO_WAIT),
            InstantSource.system(),
            patience,
            () -> staysConnected);
    return new Transfers(new Uploads(parts, this::deliver), new Downloads(parts), parts);
  }

  private void deliver(StoredUpload upload, CompletableFuture<SentMessage> answer) {
    profile.transfers().commit(upload);
    delivered.add(upload);
    answer.complete(new SentMessage(upload.chat(), new Seq(delivered.size()), Instant.EPOCH));
  }

  /** As after the end of the process: what was in memory is gone. */
  void restart() {
    transfers.close();
    Leftovers.remove(profile, new Spool(profile.directory().spool()));
    transfers = open();
  }

  Transfers transfers() {
    return transfers;
  }

  Uploads uploads() {
    return transfers.uploads();
  }

  Downloads downloads() {
    return transfers.downloads();
  }

  /** A file of so many bytes that look random. */
  Path file(String name, int size) {
    try {
      return Files.write(folder.resolve(name), content(size));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] content(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return content;
  }

  Uploads.Taken send(Path file) {
    return uploads().send(CHAT, new FileToSend(file, "", null, false), TransferListener.NONE);
  }

  /** A file that is at the server. */
  SealedFile sent(int size) {
    var unused = send(file("to-send.bin", size)).answer().join();
    return describedLast();
  }

  /** What the message says that was delivered last. */
  SealedFile describedLast() {
    try {
      return ((MessageContent.File)
              ContentCodec.parse(delivered.get(delivered.size() - 1).content()))
          .file();
    } catch (MalformedBytesException e) {
      throw new AssertionError(e);
    }
  }

  List<Path> spooled() {
    Path spool = profile.directory().spool();
    if (!Files.isDirectory(spool)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(spool)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] sealedBytes(AttachmentId id) {
    return Objects.requireNonNull(server.stored.get(id));
  }

  @Override
  public void close() {
    transfers.close();
    threads.shutdownNow();
    profile.close();
  }
}
