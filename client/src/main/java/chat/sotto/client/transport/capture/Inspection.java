package chat.sotto.client.transport.capture;

import java.util.List;

/**
 * A whole capture, explained.
 *
 * @param frames in the order of the capture
 * @param chains one for each chat of which there are entries: how far its hash chain was checked
 * @param broken whether a check of a chain failed: somebody was shown another log
 */
public record Inspection(List<Explanation> frames, List<Explanation> chains, boolean broken) {
  /** Copies the lists. */
  public Inspection {
    frames = List.copyOf(frames);
    chains = List.copyOf(chains);
  }
}
