package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;

/**
 * A type of proposal (RFC 9420 §17.4).
 *
 * @param value the number that messages carry; any may come from a peer
 */
public record ProposalType(int value) implements Encodable {
  /** Add. */
  public static final ProposalType ADD = new ProposalType(1);

  /** Update. */
  public static final ProposalType UPDATE = new ProposalType(2);

  /** Remove. */
  public static final ProposalType REMOVE = new ProposalType(3);

  /** PreSharedKey. */
  public static final ProposalType PSK = new ProposalType(4);

  /** ReInit. */
  public static final ProposalType REINIT = new ProposalType(5);

  /** ExternalInit. */
  public static final ProposalType EXTERNAL_INIT = new ProposalType(6);

  /** GroupContextExtensions. */
  public static final ProposalType GROUP_CONTEXT_EXTENSIONS = new ProposalType(7);

  /** Reads one. */
  public static ProposalType read(MlsReader reader) {
    return new ProposalType(reader.readUint16());
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.writeUint16(value);
  }

  /** Whether every client has it, so that capabilities must not list it (RFC 9420 §7.2). */
  public boolean isDefault() {
    return value >= 1 && value <= 7;
  }
}
