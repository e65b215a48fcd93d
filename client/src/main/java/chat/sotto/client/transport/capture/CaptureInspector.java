package chat.sotto.client.transport.capture;

import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Explains a capture: what {@code buf curl} or {@code grpcurl} print, or the same messages in
 * protobuf's binary form, raw, in hex or in base64. Needs no profile, no server and no key, and
 * shows nothing that is sealed.
 */
public final class CaptureInspector {
  /** The longest capture that is read. */
  public static final int MAX_BYTES = 16 << 20;

  private CaptureInspector() {}

  /**
   * Reads and explains everything in it, or fails.
   *
   * @param type what its messages are; empty to find out
   * @param hashBefore H(n-1) of the first entry n, where it is known
   * @throws SottoException {@code CAPTURE_UNREADABLE}, for anything that is no such capture
   */
  public static Inspection inspect(
      byte[] capture, Optional<CaptureType> type, Optional<LogHash> hashBefore) {
    if (capture.length > MAX_BYTES) {
      throw unreadable("the capture is longer than " + MAX_BYTES + " bytes");
    }
    List<Captured> messages = new CaptureReader(new MessageReader(type)).read(capture);
    ChainCheck chains = new ChainCheck(hashBefore);
    FrameExplainer explainer = new FrameExplainer(chains);
    List<Explanation> frames = new ArrayList<>();
    for (Captured message : messages) {
      frames.addAll(explainer.explain(message));
    }
    return new Inspection(frames, chains.reports(), chains.broken());
  }

  static SottoException unreadable(String why) {
    return new SottoException(Reason.CAPTURE_UNREADABLE, why)
        .hint("give it what buf curl or grpcurl print, or such a message in binary, hex or base64");
  }
}
