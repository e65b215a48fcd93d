package chat.sotto.client.transfer;

import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.profile.OutboxMessage;
import chat.sotto.client.profile.Profile;
import chat.sotto.client.profile.StoredDownload;
import chat.sotto.client.profile.StoredEntry;
import chat.sotto.client.profile.StoredUpload;
import chat.sotto.client.profile.TransferTable;
import chat.sotto.client.spool.Spool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a process leaves that was ended in the middle of a transfer. */
public final class Leftovers {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  private Leftovers() {}

  /**
   * Removes it, before anything new begins: files whose sealing was not finished, files that
   * nothing needs any more, and what was being written where the user wanted to save.
   */
  public static void remove(Profile profile, Spool spool) {
    try {
      if (Files.isDirectory(profile.directory().spool())) {
        uploads(profile, spool);
        profile.transfers().downloads().forEach(download -> download(profile, download));
        spool.sweep(profile.transfers()::spooled);
      }
    } catch (SottoException e) {
      // No reason to keep somebody from reading.
      LOG.warn("leftovers in the spool stay: {}", e.reason());
    }
  }

  private static void uploads(Profile profile, Spool spool) {
    TransferTable table = profile.transfers();
    Set<ClientMessageId> waiting =
        profile.outbox().all().stream().map(OutboxMessage::clientId).collect(Collectors.toSet());
    for (StoredUpload upload : table.uploads()) {
      switch (upload.stage()) {
        // Its row stays until the server has heard that nothing more comes.
        case SEALING -> spool.delete(upload.spool());
        case SEALED, REFUSED -> {}
        case COMMITTED -> {
          if (!waiting.contains(upload.clientId())) {
            table.remove(upload);
          }
        }
      }
    }
  }

  private static void download(Profile profile, StoredDownload download) {
    delete(download.temporary());
    boolean needed =
        profile
            .chats()
            .findEntry(download.chat(), download.seq())
            .map(StoredEntry::file)
            .isPresent();
    if (needed) {
      profile.transfers().put(download.writingTo(""));
    } else {
      profile.transfers().remove(download);
    }
  }

  private static void delete(String temporary) {
    try {
      Path path = Path.of(temporary);
      if (Target.isTemporary(path)) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | InvalidPathException e) {
      LOG.warn("what was begun to be saved is left behind", e);
    }
  }
}
