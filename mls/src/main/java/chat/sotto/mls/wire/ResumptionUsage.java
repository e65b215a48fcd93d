package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.error.MalformedException;

/** What a pre-shared key of an earlier epoch is used for (RFC 9420 §8.4). */
public enum ResumptionUsage implements Encodable {
  /** As the application likes. */
  APPLICATION(1),
  /** To continue a group with other parameters. */
  REINIT(2),
  /** To split off a subgroup. */
  BRANCH(3);

  private final int value;

  ResumptionUsage(int value) {
    this.value = value;
  }

  /** Reads one; others than these do not exist. */
  public static ResumptionUsage read(MlsReader reader) {
    int value = reader.readUint8();
    for (var known : values()) {
      if (known.value == value) {
        return known;
      }
    }
    throw new MalformedException("ResumptionUsage " + value);
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.writeUint8(value);
  }
}
