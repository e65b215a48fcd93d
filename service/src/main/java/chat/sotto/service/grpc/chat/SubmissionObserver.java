package chat.sotto.service.grpc.chat;

import java.util.Locale;

/** Hears what became of what clients send in streams. Never throws, never blocks; any thread. */
public interface SubmissionObserver {
  /** Hears nothing. */
  SubmissionObserver NONE =
      new SubmissionObserver() {
        @Override
        public void accepted(Kind kind) {}

        @Override
        public void rejected(Kind kind, Enum<?> reason) {}
      };

  /** What was sent. */
  enum Kind {
    /** A message. */
    MESSAGE,
    /** A commit. */
    COMMIT;

    /** In lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** It is stored, or was before. */
  void accepted(Kind kind);

  /**
   * It is not stored.
   *
   * @param reason a constant of this server's own
   */
  void rejected(Kind kind, Enum<?> reason);
}
