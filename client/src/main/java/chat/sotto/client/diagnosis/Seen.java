package chat.sotto.client.diagnosis;

import java.util.Optional;

/**
 * What a probe saw that lets the examination go on.
 *
 * @param value for the steps that follow
 * @param note something that does no harm now; mostly empty
 * @param message the facts
 */
record Seen<T>(T value, Optional<Ailment> note, String message) {
  static <T> Seen<T> well(T value, String message) {
    return new Seen<>(value, Optional.empty(), message);
  }

  static <T> Seen<T> noting(T value, Ailment ailment, String message) {
    return new Seen<>(value, Optional.of(ailment), message);
  }

  Finding finding(Check check) {
    return note.map(ailment -> Finding.note(check, ailment, message))
        .orElseGet(() -> Finding.ok(check, message));
  }
}
