package chat.sotto.mls.vectors.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.SignatureKeyPair;
import chat.sotto.mls.crypto.SignaturePublicKey;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.framing.ContentSignature;
import chat.sotto.mls.framing.PrivateMessages;
import chat.sotto.mls.framing.PublicMessages;
import chat.sotto.mls.port.RatchetLimits;
import chat.sotto.mls.schedule.SecretTree;
import chat.sotto.mls.wire.ApplicationData;
import chat.sotto.mls.wire.AuthenticatedContent;
import chat.sotto.mls.wire.CipherSuiteId;
import chat.sotto.mls.wire.Commit;
import chat.sotto.mls.wire.Content;
import chat.sotto.mls.wire.ContentType;
import chat.sotto.mls.wire.Epoch;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.FramedContent;
import chat.sotto.mls.wire.FramedContentAuthData;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.GroupId;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.MlsMessage;
import chat.sotto.mls.wire.PrivateMessage;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProtocolVersion;
import chat.sotto.mls.wire.PublicMessage;
import chat.sotto.mls.wire.Sender;
import chat.sotto.mls.wire.WireFormat;
import java.util.Optional;

/** Messages put into their envelopes and taken out. */
final class MessageProtectionKind implements VectorKind {
  private static final LeafIndex SENDER = new LeafIndex(1);

  @Override
  public boolean matches(Vector vector) {
    return vector.has("membership_key", "proposal_pub", "commit_priv", "application_priv");
  }

  @Override
  public void verify(Vector vector) {
    Scene scene = new Scene(vector);
    Content proposal = Vector.decode(Proposal::read, vector.hex("proposal"));
    Content commit = Vector.decode(Commit::read, vector.hex("commit"));
    Content application = new ApplicationData(vector.hex("application"));
    scene.unprotectPublic("proposal_pub", proposal);
    scene.unprotectPublic("commit_pub", commit);
    scene.unprotectPrivate("proposal_priv", proposal);
    scene.unprotectPrivate("commit_priv", commit);
    scene.unprotectPrivate("application_priv", application);
    scene.roundTrip(proposal);
    scene.roundTrip(commit);
    scene.roundTrip(application);
  }

  private static final class Scene {
    private final Vector vector;
    private final MlsCrypto crypto;
    private final GroupContext context;
    private final SignatureKeyPair signer;

    Scene(Vector vector) {
      this.vector = vector;
      crypto = vector.crypto();
      context =
          new GroupContext(
              ProtocolVersion.MLS10,
              CipherSuiteId.of(crypto.suite()),
              new GroupId(vector.hex("group_id")),
              new Epoch(vector.number("epoch")),
              vector.hex("tree_hash"),
              vector.hex("confirmed_transcript_hash"),
              Extensions.NONE);
      signer =
          SignatureKeyPair.of(
              crypto.suite().signature(),
              new SignaturePublicKey(vector.hex("signature_pub")),
              vector.secret("signature_priv"));
    }

    private SecretTree secrets() {
      return SecretTree.of(crypto, RatchetLimits.DEFAULT, 2, vector.secret("encryption_secret"));
    }

    void unprotectPublic(String field, Content expected) {
      PublicMessage message =
          (PublicMessage) Vector.decode(MlsMessage::read, vector.hex(field)).body();
      open(message, expected);
    }

    private void open(PublicMessage message, Content expected) {
      AuthenticatedContent content =
          PublicMessages.unprotect(crypto, vector.secret("membership_key"), message, context);
      ContentSignature.verify(crypto, signer.publicKey(), content, context);
      assertThat(content.content().content()).isEqualTo(expected);
      assertThat(content.content().sender()).isEqualTo(new Sender.Member(SENDER));
    }

    void unprotectPrivate(String field, Content expected) {
      open((PrivateMessage) Vector.decode(MlsMessage::read, vector.hex(field)).body(), expected);
    }

    private void open(PrivateMessage message, Content expected) {
      PrivateMessages.Unprotected opened =
          PrivateMessages.unprotect(
              crypto,
              vector.secret("sender_data_secret"),
              secrets(),
              message,
              leaf -> leaf.value() < 2);
      ContentSignature.verify(crypto, signer.publicKey(), opened.content(), context);
      assertThat(opened.content().content().content()).isEqualTo(expected);
      opened.taken().accept();
    }

    void roundTrip(Content content) {
      if (content.contentType() == ContentType.APPLICATION) {
        assertThatExceptionOfType(MisuseException.class).isThrownBy(() -> protectPublic(content));
      } else {
        open(protectPublic(content), content);
      }
      open(
          PrivateMessages.protect(
                  crypto,
                  vector.secret("sender_data_secret"),
                  secrets(),
                  signed(WireFormat.PRIVATE_MESSAGE, content),
                  17)
              .message(),
          content);
    }

    private PublicMessage protectPublic(Content content) {
      return PublicMessages.protect(
          crypto,
          vector.secret("membership_key"),
          signed(WireFormat.PUBLIC_MESSAGE, content),
          context);
    }

    private AuthenticatedContent signed(WireFormat format, Content content) {
      FramedContent framed =
          new FramedContent(
              context.group(), context.epoch(), new Sender.Member(SENDER), Bytes.EMPTY, content);
      Bytes signature = ContentSignature.sign(crypto, signer, format, framed, context);
      Optional<Bytes> tag =
          content.contentType() == ContentType.COMMIT
              ? Optional.of(crypto.randomBytes(crypto.hashLength()))
              : Optional.empty();
      return new AuthenticatedContent(format, framed, new FramedContentAuthData(signature, tag));
    }
  }
}
