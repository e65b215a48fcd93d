package chat.sotto.mls.wire;

import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import java.util.List;
import java.util.Optional;

/**
 * What begins a new epoch (RFC 9420 §12.4).
 *
 * @param proposals the changes that take effect
 * @param path new keys of the committer, if any
 */
public record Commit(List<ProposalOrRef> proposals, Optional<UpdatePath> path) implements Content {
  /** Makes the list unmodifiable. */
  public Commit {
    proposals = List.copyOf(proposals);
  }

  /** Reads one. */
  public static Commit read(MlsReader reader) {
    return new Commit(reader.readList(ProposalOrRef::read), reader.readOptional(UpdatePath::read));
  }

  @Override
  public ContentType contentType() {
    return ContentType.COMMIT;
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.writeList(proposals).writeOptional(path);
  }
}
