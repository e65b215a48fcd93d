package chat.sotto.service.store;

/** Hears of commits. Never throws, never blocks: it is told on the thread that writes. */
public interface CommitObserver {
  /** Hears nothing. */
  CommitObserver NONE =
      new CommitObserver() {
        @Override
        public void committed(int steps, long nanos) {}

        @Override
        public void commitFailed(int steps) {}
      };

  /**
   * Steps are on disk.
   *
   * @param steps that were written together
   * @param nanos from the first of them to the end of the commit
   */
  void committed(int steps, long nanos);

  /** None of these steps was stored. */
  void commitFailed(int steps);
}
