package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;

/**
 * What all members agree on in an epoch (RFC 9420 §8.1).
 *
 * @param version of the protocol
 * @param cipherSuite of the group
 * @param group its id
 * @param epoch the epoch
 * @param treeHash of the ratchet tree
 * @param confirmedTranscriptHash of all commits that led here
 * @param extensions that apply to the group
 */
public record GroupContext(
    ProtocolVersion version,
    CipherSuiteId cipherSuite,
    GroupId group,
    Epoch epoch,
    Bytes treeHash,
    Bytes confirmedTranscriptHash,
    Extensions extensions)
    implements Encodable {
  /** Reads one. */
  public static GroupContext read(MlsReader reader) {
    return new GroupContext(
        ProtocolVersion.read(reader),
        CipherSuiteId.read(reader),
        GroupId.read(reader),
        Epoch.read(reader),
        reader.readVector(),
        reader.readVector(),
        Extensions.read(reader));
  }

  /** The same with another tree. */
  public GroupContext withTreeHash(Bytes hash) {
    return new GroupContext(
        version, cipherSuite, group, epoch, hash, confirmedTranscriptHash, extensions);
  }

  /** The same with another transcript. */
  public GroupContext withConfirmedTranscriptHash(Bytes hash) {
    return new GroupContext(version, cipherSuite, group, epoch, treeHash, hash, extensions);
  }

  /** The same with other extensions. */
  public GroupContext withExtensions(Extensions others) {
    return new GroupContext(
        version, cipherSuite, group, epoch, treeHash, confirmedTranscriptHash, others);
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer
        .write(version)
        .write(cipherSuite)
        .write(group)
        .write(epoch)
        .writeVector(treeHash)
        .writeVector(confirmedTranscriptHash)
        .write(extensions);
  }
}
