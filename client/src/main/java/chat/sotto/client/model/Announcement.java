package chat.sotto.client.model;

import java.time.Instant;

/**
 * What the server itself told its users, or one of them. The operator wrote it; it is not sealed
 * end to end.
 *
 * @param id its number at the server: later ones have larger ones
 * @param time when it was made, by the server's clock
 * @param text 1 to 4,096 bytes of UTF-8
 * @param whispered whether it was made for this user alone
 */
public record Announcement(long id, Instant time, String text, boolean whispered) {
  /** How long a text may be, in bytes of UTF-8. */
  public static final int MAX_BYTES = 4_096;
}
