package chat.sotto.mls;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.SignatureKeyPair;
import chat.sotto.mls.error.MalformedException;
import chat.sotto.mls.error.MlsException;
import chat.sotto.mls.framing.ContentSignature;
import chat.sotto.mls.framing.PrivateMessages;
import chat.sotto.mls.framing.PublicMessages;
import chat.sotto.mls.group.ConfirmationTags;
import chat.sotto.mls.group.GroupState;
import chat.sotto.mls.wire.ApplicationData;
import chat.sotto.mls.wire.AuthenticatedContent;
import chat.sotto.mls.wire.Commit;
import chat.sotto.mls.wire.Content;
import chat.sotto.mls.wire.ContentType;
import chat.sotto.mls.wire.FramedContent;
import chat.sotto.mls.wire.FramedContentAuthData;
import chat.sotto.mls.wire.KeyPackage;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.MlsMessage;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProposalOrRef;
import chat.sotto.mls.wire.PublicMessage;
import chat.sotto.mls.wire.Sender;
import chat.sotto.mls.wire.UpdatePath;
import chat.sotto.mls.wire.WireFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Anything, said by an insider: somebody who has the keys and so can sign and encrypt what no
 * member should say. Encoded as a byte for the form, the sender, and the content with its type.
 */
record Speech(boolean encrypted, Sender sender, Content content) {
  /** Decodes one; empty if the bytes are none. */
  static Optional<Speech> read(Bytes bytes) {
    try {
      MlsReader reader = new MlsReader(bytes);
      boolean encrypted = (reader.readUint8() & 1) != 0;
      Sender sender = Sender.read(reader);
      Content content = Content.read(ContentType.read(reader), reader);
      reader.finish();
      return Optional.of(new Speech(encrypted, sender, content));
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }

  private byte[] encode() {
    return new MlsWriter()
        .writeUint8(encrypted ? 1 : 0)
        .write(sender)
        .write(content.contentType())
        .write(content)
        .toByteArray();
  }

  /** What may well be said. */
  static List<byte[]> seeds(Stage stage) {
    List<byte[]> seeds = new ArrayList<>();
    Sender alice = new Sender.Member(new LeafIndex(0));
    seeds.add(new Speech(true, alice, new ApplicationData(Room.text("hello"))).encode());
    List<Proposal> proposals = new ArrayList<>(stage.proposals());
    proposals.addAll(stage.badProposals());
    for (Proposal proposal : proposals) {
      seeds.add(new Speech(true, alice, proposal).encode());
      seeds.add(new Speech(false, new Sender.External(0), proposal).encode());
      seeds.add(new Speech(false, new Sender.NewMemberProposal(), proposal).encode());
    }
    stage.messages().stream()
        .map(MlsMessage::body)
        .filter(PublicMessage.class::isInstance)
        .map(body -> ((PublicMessage) body).content())
        .forEach(
            framed -> {
              for (boolean form : new boolean[] {true, false}) {
                seeds.add(new Speech(form, framed.sender(), framed.content()).encode());
              }
            });
    return seeds;
  }

  /** The message, with all signatures in it made again that the insider can make. */
  MlsMessage message(Stage stage) {
    GroupState state = stage.member("alice").state();
    MlsCrypto crypto = state.crypto();
    Content said = new Signing(stage, state).sign(content);
    FramedContent framed =
        new FramedContent(
            state.context().group(), state.context().epoch(), sender, Room.text("why"), said);
    WireFormat form =
        encrypted && sender instanceof Sender.Member
            ? WireFormat.PRIVATE_MESSAGE
            : WireFormat.PUBLIC_MESSAGE;
    SignatureKeyPair signer = signer(stage, state, said);
    Bytes signature = ContentSignature.sign(crypto, signer, form, framed, state.context());
    Optional<Bytes> tag =
        said instanceof Commit
            ? Optional.of(tag(stage, form, framed, signature))
            : Optional.empty();
    FramedContentAuthData auth = new FramedContentAuthData(signature, tag);
    AuthenticatedContent message = new AuthenticatedContent(form, framed, auth);
    if (form == WireFormat.PRIVATE_MESSAGE && isMember(state)) {
      return PrivateMessages.protect(
              crypto, state.secrets().senderDataSecret(), state.messageKeys(), message, 7)
          .message()
          .asMessage();
    }
    if (form == WireFormat.PRIVATE_MESSAGE || said instanceof ApplicationData) {
      return new PublicMessage(framed, auth, Optional.of(Bytes.EMPTY)).asMessage();
    }
    return PublicMessages.protect(crypto, state.secrets().membershipKey(), message, state.context())
        .asMessage();
  }

  /** The right one if there is one. */
  private static Bytes tag(Stage stage, WireFormat form, FramedContent framed, Bytes signature) {
    // Whoever did not commit can tell.
    boolean byAlice = framed.sender().equals(new Sender.Member(new LeafIndex(0)));
    Group other = stage.member(byAlice ? "carol" : "alice");
    try {
      return ConfirmationTags.of(
          other.state(),
          other.settings().preSharedKeys(),
          new AuthenticatedContent(
              form, framed, new FramedContentAuthData(signature, Optional.of(Bytes.EMPTY))));
    } catch (MlsException e) {
      return other.state().crypto().randomBytes(other.state().crypto().hashLength());
    }
  }

  private boolean isMember(GroupState state) {
    return sender instanceof Sender.Member member
        && state.tree().findLeaf(member.leaf()).isPresent();
  }

  private SignatureKeyPair signer(Stage stage, GroupState state, Content said) {
    SignatureKeyPair found = null;
    if (sender instanceof Sender.Member member) {
      found =
          state
              .tree()
              .findLeaf(member.leaf())
              .map(leaf -> stage.signer(leaf.signatureKey()))
              .orElse(null);
    } else if (sender instanceof Sender.NewMemberProposal && said instanceof Proposal.Add add) {
      found = stage.signer(add.keyPackage().leafNode().signatureKey());
    } else if (sender instanceof Sender.NewMemberCommit && said instanceof Commit commit) {
      found = commit.path().map(path -> stage.signer(path.leafNode().signatureKey())).orElse(null);
    }
    return found == null ? stage.server() : found;
  }

  /** Signs leaves and key packages again, if the keys are there. */
  private final class Signing {
    private final Stage stage;
    private final GroupState state;

    Signing(Stage stage, GroupState state) {
      this.stage = stage;
      this.state = state;
    }

    Content sign(Content said) {
      if (said instanceof Proposal proposal) {
        return sign(proposal);
      }
      if (said instanceof Commit commit) {
        return new Commit(
            commit.proposals().stream().map(this::sign).toList(),
            commit.path().map(path -> new UpdatePath(inGroup(path.leafNode()), path.nodes())));
      }
      return said;
    }

    private ProposalOrRef sign(ProposalOrRef given) {
      return given instanceof ProposalOrRef.ByValue value
          ? new ProposalOrRef.ByValue(sign(value.proposal()))
          : given;
    }

    private Proposal sign(Proposal proposal) {
      if (proposal instanceof Proposal.Add add) {
        return new Proposal.Add(sign(add.keyPackage()));
      }
      if (proposal instanceof Proposal.Update update) {
        return new Proposal.Update(inGroup(update.leafNode()));
      }
      return proposal;
    }

    private KeyPackage sign(KeyPackage given) {
      LeafNode leaf = given.leafNode();
      SignatureKeyPair signer = stage.signer(leaf.signatureKey());
      if (signer == null) {
        return given;
      }
      KeyPackage signed =
          new KeyPackage(
              given.version(),
              given.cipherSuite(),
              given.initKey(),
              signed(leaf, leaf.toBeSignedInKeyPackage()),
              given.extensions(),
              Bytes.EMPTY);
      return signed.withSignature(
          state.crypto().signWithLabel(signer, KeyPackage.SIGNATURE_LABEL, signed.toBeSigned()));
    }

    private LeafNode inGroup(LeafNode leaf) {
      LeafIndex at =
          sender instanceof Sender.Member member ? member.leaf() : state.tree().nextFreeLeaf();
      return signed(leaf, leaf.toBeSigned(state.context().group(), at));
    }

    private LeafNode signed(LeafNode leaf, Bytes toBeSigned) {
      @Nullable SignatureKeyPair signer = stage.signer(leaf.signatureKey());
      return signer == null
          ? leaf
          : leaf.withSignature(
              state.crypto().signWithLabel(signer, LeafNode.SIGNATURE_LABEL, toBeSigned));
    }
  }
}
