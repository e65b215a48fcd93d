package chat.sotto.client.image;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of a copy, at any place. Used by one thread. */
final class EditedBytes {
  private final Source original;
  private final Edits edits;

  EditedBytes(Source original, Edits edits) {
    this.original = original;
    this.edits = edits;
  }

  long size() {
    return edits.size();
  }

  /** As much as there is in one part and fits; -1 at the end. */
  int read(long place, byte[] into, int offset, int count) throws IOException {
    if (place >= edits.size()) {
      return -1;
    }
    Edits.Part part = edits.at(place);
    int here = (int) Math.min(count, part.end() - place);
    ByteBuffer written = part.written();
    if (written == null) {
      return original.read(part.from() + place - part.at(), into, offset, here);
    }
    written.get((int) (place - part.at()), into, offset, here);
    return here;
  }
}
