package chat.sotto.client.transfer;

import chat.sotto.client.attachment.AttachmentCipher;
import chat.sotto.client.model.TransferListener;

/** Tells a listener how far sealed bytes have come, in bytes of content; one call at a time. */
final class Told {
  private final TransferListener listener;
  private final long total;

  Told(TransferListener listener, long total) {
    this.listener = listener;
    this.total = total;
  }

  synchronized void sealed(long place) {
    listener.progress(Math.min(total, AttachmentCipher.contentWithin(place)), total);
  }
}
