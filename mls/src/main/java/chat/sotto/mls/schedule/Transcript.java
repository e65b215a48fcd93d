package chat.sotto.mls.schedule;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.wire.FramedContent;
import chat.sotto.mls.wire.WireFormat;

/**
 * The running hash over all commits (RFC 9420 §8.2).
 *
 * @param confirmed up to the signature of the latest commit
 * @param interim that and its confirmation tag
 */
public record Transcript(Bytes confirmed, Bytes interim) {
  /** The hash that a commit leads to, given the interim hash before it. */
  public static Bytes confirmedAfter(
      MlsCrypto crypto,
      Bytes interimBefore,
      WireFormat format,
      FramedContent commit,
      Bytes signature) {
    Bytes input = new MlsWriter(1024).write(format).write(commit).writeVector(signature).toBytes();
    return crypto.hash(interimBefore, input);
  }

  /** Both hashes, from the confirmed one and the tag of its epoch. */
  public static Transcript of(MlsCrypto crypto, Bytes confirmed, Bytes confirmationTag) {
    return new Transcript(
        confirmed, crypto.hash(confirmed, new MlsWriter().writeVector(confirmationTag).toBytes()));
  }
}
