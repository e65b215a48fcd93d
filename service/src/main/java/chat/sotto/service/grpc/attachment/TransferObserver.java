package chat.sotto.service.grpc.attachment;

/** Hears of bytes that go up and down. Called on whatever thread; must not block. */
public interface TransferObserver {
  /** Hears nothing. */
  TransferObserver NONE =
      new TransferObserver() {
        @Override
        public void began(Direction direction) {}

        @Override
        public void moved(Direction direction, int bytes) {}

        @Override
        public void ended(Direction direction) {}
      };

  /** Which way. */
  enum Direction {
    /** From a client. */
    UPLOAD,
    /** To a client. */
    DOWNLOAD
  }

  /** A transfer begins. */
  void began(Direction direction);

  /** Bytes have come or gone. */
  void moved(Direction direction, int bytes);

  /** It has ended. */
  void ended(Direction direction);
}
