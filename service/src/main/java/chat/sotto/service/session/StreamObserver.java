package chat.sotto.service.session;

/** Hears what streams do. Never throws, never blocks; any thread. */
public interface StreamObserver {
  /** Hears nothing. */
  StreamObserver NONE =
      new StreamObserver() {
        @Override
        public void sent(int frames) {}

        @Override
        public void delivered(int entries) {}

        @Override
        public void paused() {}
      };

  /** One stream message with so many frames was given to the transport. */
  void sent(int frames);

  /** So many entries of logs are on their way to a device, among the frames. */
  void delivered(int entries);

  /** A stream stops because its reader does not keep up; it goes on by itself. */
  void paused();
}
