package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.Secret;
import java.util.List;
import java.util.Optional;

/**
 * What a welcome tells one new member in secret (RFC 9420 §12.4.3.1).
 *
 * @param joinerSecret what the epoch's secrets are derived from
 * @param pathSecret of the lowest node above both the committer and the new member
 * @param psks the pre-shared keys that were mixed in, in order
 */
public record GroupSecrets(
    Secret joinerSecret, Optional<Secret> pathSecret, List<PreSharedKeyId> psks)
    implements Encodable {
  /** Makes the list unmodifiable. */
  public GroupSecrets {
    psks = List.copyOf(psks);
  }

  /** Reads one; the secrets are copies. */
  public static GroupSecrets read(MlsReader reader) {
    return new GroupSecrets(
        Secret.copyOf(reader.readVector()),
        reader.readOptional(r -> Secret.copyOf(r.readVector())),
        reader.readList(PreSharedKeyId::read));
  }

  /** Overwrites the secrets. */
  public void erase() {
    joinerSecret.erase();
    pathSecret.ifPresent(Secret::erase);
  }

  @Override
  public void writeTo(MlsWriter writer) {
    joinerSecret.exportTo(writer);
    writer.writeOptional(pathSecret.map(secret -> secret::exportTo)).writeList(psks);
  }
}
