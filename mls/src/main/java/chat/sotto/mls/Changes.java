package chat.sotto.mls;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProposalRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a commit is to do besides bringing new keys. Immutable: each method gives another one.
 *
 * <p>Without more said, it takes in all proposals of the epoch that can be committed together, and
 * brings new keys of the committer. Left out are a ReInit, strangers who ask to be added, and
 * resumption keys that a member may not have.
 */
public final class Changes {
  private final List<Proposal> own;
  private final Optional<List<ProposalRef>> received;
  private final boolean path;
  private final Optional<Client> renewed;
  private final Bytes authenticatedData;

  private Changes(
      List<Proposal> own,
      Optional<List<ProposalRef>> received,
      boolean path,
      Optional<Client> renewed,
      Bytes authenticatedData) {
    this.own = List.copyOf(own);
    this.received = received;
    this.path = path;
    this.renewed = renewed;
    this.authenticatedData = authenticatedData;
  }

  /** These changes, and what others proposed. */
  public static Changes of(Proposal... own) {
    return new Changes(List.of(own), Optional.empty(), true, Optional.empty(), Bytes.EMPTY);
  }

  /** With more changes. */
  public Changes and(Proposal... more) {
    List<Proposal> all = new ArrayList<>(own);
    all.addAll(List.of(more));
    return new Changes(all, received, path, renewed, authenticatedData);
  }

  /**
   * With exactly these of the proposals of the epoch. A member who does not have one of them cannot
   * follow the commit; where that is likely, as with a stranger who asks to be added, the Add may
   * better be made once more as an own change.
   */
  public Changes takingIn(List<ProposalRef> proposals) {
    return new Changes(own, Optional.of(List.copyOf(proposals)), path, renewed, authenticatedData);
  }

  /**
   * Without new keys of the committer, which is cheaper, and possible if the changes are only of
   * the kinds Add, PreSharedKey and ReInit (RFC 9420 §12.4).
   */
  public Changes withoutPath() {
    return new Changes(own, received, false, renewed, authenticatedData);
  }

  /**
   * With another identity of the committer from then on: another credential, signature key,
   * capabilities or leaf extensions. The settings stay the group's.
   */
  public Changes renewing(Client identity) {
    return new Changes(own, received, path, Optional.of(identity), authenticatedData);
  }

  /** With data that the commit authenticates and all who carry it can see. */
  public Changes authenticating(Bytes data) {
    return new Changes(own, received, path, renewed, data);
  }

  List<Proposal> own() {
    return own;
  }

  Optional<List<ProposalRef>> received() {
    return received;
  }

  boolean path() {
    return path;
  }

  Optional<Client> renewed() {
    return renewed;
  }

  Bytes authenticatedData() {
    return authenticatedData;
  }
}
