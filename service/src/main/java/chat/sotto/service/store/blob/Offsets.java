package chat.sotto.service.store.blob;

/** Where reading may begin. */
final class Offsets {
  private Offsets() {}

  static void check(long offset, long size) {
    if (offset < 0 || offset > size) {
      throw new IllegalArgumentException("no offset " + offset + " in " + size + " bytes");
    }
  }
}
