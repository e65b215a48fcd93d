package chat.sotto.service.metrics;

import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What is read when somebody asks rather than counted when it happens.
 *
 * @param version of the program
 * @param streams open ones
 * @param connections open ones, by listener
 * @param stored counts of what is stored; may wait for the store, and is asked at most once a
 *     minute
 * @param databaseBytes size of the database's files; 0 if nothing is on disk
 * @param certificateEnds when the server's present certificate expires
 * @param draining whether the server is ending
 */
public record Readings(
    String version,
    IntSupplier streams,
    Map<String, IntSupplier> connections,
    Supplier<Stored> stored,
    LongSupplier databaseBytes,
    Supplier<Instant> certificateEnds,
    BooleanSupplier draining) {
  /** Copies the map. */
  public Readings {
    connections = Map.copyOf(connections);
  }

  /**
   * Counts.
   *
   * @param users accounts
   * @param devices that are not revoked
   * @param chats that exist
   * @param entries in all logs
   * @param attachments complete or not
   * @param attachmentBytes their lengths together
   */
  public record Stored(
      long users, long devices, long chats, long entries, long attachments, long attachmentBytes) {}
}
