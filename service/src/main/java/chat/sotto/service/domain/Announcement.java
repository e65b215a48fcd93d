package chat.sotto.service.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * What the server tells in its own name. Its text may be private: {@link #toString} leaves it out.
 *
 * @param id larger than that of every announcement before
 * @param time when it was made
 * @param addressee whom alone it is for; empty: everybody
 * @param text what it says
 */
public record Announcement(long id, Instant time, Optional<Username> addressee, String text) {
  @Override
  public String toString() {
    return "Announcement[" + id + ", " + text.length() + " characters]";
  }
}
