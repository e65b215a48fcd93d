package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;

/** What a framed message carries (RFC 9420 §6). */
public sealed interface Content extends Encodable permits ApplicationData, Proposal, Commit {
  /** Reads one of a type that was told before. */
  static Content read(ContentType type, MlsReader reader) {
    return switch (type) {
      case APPLICATION -> ApplicationData.read(reader);
      case PROPOSAL -> Proposal.read(reader);
      case COMMIT -> Commit.read(reader);
    };
  }

  /** Which of the three it is. */
  ContentType contentType();
}
