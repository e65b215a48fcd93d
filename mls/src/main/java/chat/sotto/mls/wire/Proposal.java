package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;

/** A change of the group that somebody asks for (RFC 9420 §12.1). */
public sealed interface Proposal extends Content {
  /** Asks to add a client. */
  record Add(KeyPackage keyPackage) implements Proposal {
    /** Reads one. */
    public static Add read(MlsReader reader) {
      return new Add(KeyPackage.read(reader));
    }

    @Override
    public ProposalType type() {
      return ProposalType.ADD;
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.add(this);
    }

    @Override
    public void writeBody(MlsWriter writer) {
      writer.write(keyPackage);
    }
  }

  /** Asks to replace the sender's own leaf. */
  record Update(LeafNode leafNode) implements Proposal {
    /** Reads one. */
    public static Update read(MlsReader reader) {
      return new Update(LeafNode.read(reader));
    }

    @Override
    public ProposalType type() {
      return ProposalType.UPDATE;
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.update(this);
    }

    @Override
    public void writeBody(MlsWriter writer) {
      writer.write(leafNode);
    }
  }

  /** Asks to remove a member. */
  record Remove(LeafIndex removed) implements Proposal {
    /** Reads one. */
    public static Remove read(MlsReader reader) {
      return new Remove(LeafIndex.read(reader));
    }

    @Override
    public ProposalType type() {
      return ProposalType.REMOVE;
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.remove(this);
    }

    @Override
    public void writeBody(MlsWriter writer) {
      writer.write(removed);
    }
  }

  /** Asks to mix in a pre-shared key. */
  record PreSharedKey(PreSharedKeyId id) implements Proposal {
    /** Reads one. */
    public static PreSharedKey read(MlsReader reader) {
      return new PreSharedKey(PreSharedKeyId.read(reader));
    }

    @Override
    public ProposalType type() {
      return ProposalType.PSK;
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.preSharedKey(this);
    }

    @Override
    public void writeBody(MlsWriter writer) {
      writer.write(id);
    }
  }

  /** Asks to continue the group as a new one with other parameters. */
  record ReInit(
      GroupId groupId, ProtocolVersion version, CipherSuiteId cipherSuite, Extensions extensions)
      implements Proposal {
    /** Reads one. */
    public static ReInit read(MlsReader reader) {
      return new ReInit(
          GroupId.read(reader),
          ProtocolVersion.read(reader),
          CipherSuiteId.read(reader),
          Extensions.read(reader));
    }

    @Override
    public ProposalType type() {
      return ProposalType.REINIT;
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.reInit(this);
    }

    @Override
    public void writeBody(MlsWriter writer) {
      writer.write(groupId).write(version).write(cipherSuite).write(extensions);
    }
  }

  /** Carries the key of somebody who joins by an external commit. */
  record ExternalInit(Bytes kemOutput) implements Proposal {
    /** Reads one. */
    public static ExternalInit read(MlsReader reader) {
      return new ExternalInit(reader.readVector());
    }

    @Override
    public ProposalType type() {
      return ProposalType.EXTERNAL_INIT;
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.externalInit(this);
    }

    @Override
    public void writeBody(MlsWriter writer) {
      writer.writeVector(kemOutput);
    }
  }

  /** Asks to replace the extensions of the group context, all of them. */
  record GroupContextExtensions(Extensions extensions) implements Proposal {
    /** Reads one. */
    public static GroupContextExtensions read(MlsReader reader) {
      return new GroupContextExtensions(Extensions.read(reader));
    }

    @Override
    public ProposalType type() {
      return ProposalType.GROUP_CONTEXT_EXTENSIONS;
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.groupContextExtensions(this);
    }

    @Override
    public void writeBody(MlsWriter writer) {
      writer.write(extensions);
    }
  }

  /**
   * A proposal of the application's own type. The RFC leaves its form open; here, as in other
   * engines, it is one vector of bytes.
   */
  record Custom(ProposalType type, Bytes data) implements Proposal {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.custom(this);
    }

    @Override
    public void writeBody(MlsWriter writer) {
      writer.writeVector(data);
    }
  }

  /** One answer for each variant, so that a new variant does not compile unanswered. */
  interface Cases<R> {
    /** For an Add. */
    R add(Add proposal);

    /** For an Update. */
    R update(Update proposal);

    /** For a Remove. */
    R remove(Remove proposal);

    /** For a PreSharedKey. */
    R preSharedKey(PreSharedKey proposal);

    /** For a ReInit. */
    R reInit(ReInit proposal);

    /** For an ExternalInit. */
    R externalInit(ExternalInit proposal);

    /** For a GroupContextExtensions. */
    R groupContextExtensions(GroupContextExtensions proposal);

    /** For a type of the application's own. */
    R custom(Custom proposal);
  }

  /** Reads one. */
  static Proposal read(MlsReader reader) {
    ProposalType type = ProposalType.read(reader);
    return switch (type.value()) {
      case 1 -> Add.read(reader);
      case 2 -> Update.read(reader);
      case 3 -> Remove.read(reader);
      case 4 -> PreSharedKey.read(reader);
      case 5 -> ReInit.read(reader);
      case 6 -> ExternalInit.read(reader);
      case 7 -> GroupContextExtensions.read(reader);
      default -> new Custom(type, reader.readVector());
    };
  }

  /** Which kind of proposal it is. */
  ProposalType type();

  /** Takes the answer for its variant. */
  <R> R fold(Cases<R> cases);

  /** Appends what follows the type. */
  void writeBody(MlsWriter writer);

  @Override
  default ContentType contentType() {
    return ContentType.PROPOSAL;
  }

  @Override
  default void writeTo(MlsWriter writer) {
    writer.write(type());
    writeBody(writer);
  }
}
