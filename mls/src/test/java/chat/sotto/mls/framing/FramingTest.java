package chat.sotto.mls.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.MalformedException;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.fixture.Grove;
import chat.sotto.mls.port.RatchetLimits;
import chat.sotto.mls.schedule.MessageKey;
import chat.sotto.mls.schedule.SecretTree;
import chat.sotto.mls.wire.ApplicationData;
import chat.sotto.mls.wire.AuthenticatedContent;
import chat.sotto.mls.wire.Commit;
import chat.sotto.mls.wire.Content;
import chat.sotto.mls.wire.ContentType;
import chat.sotto.mls.wire.FramedContent;
import chat.sotto.mls.wire.FramedContentAuthData;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.PrivateMessage;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProposalType;
import chat.sotto.mls.wire.PublicMessage;
import chat.sotto.mls.wire.Sender;
import chat.sotto.mls.wire.WireFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FramingTest {
  private static final MlsCrypto CRYPTO = MlsCrypto.of(CipherSuite.X25519_AES128GCM_SHA256_ED25519);
  private static final Sender MEMBER = new Sender.Member(new LeafIndex(1));
  private static final Content REMOVE = new Proposal.Remove(new LeafIndex(0));
  private static final Content HELLO = new ApplicationData(Bytes.fromHex("6869"));
  private static final Commit COMMIT = new Commit(List.of(), Optional.empty());

  private final Grove grove = new Grove(CRYPTO, 2);
  private final GroupContext context = grove.context(grove.tree());
  private final Secret membershipKey = CRYPTO.randomSecret();
  private final Secret senderDataSecret = CRYPTO.randomSecret();

  private static void rejected(Check check, Runnable step) {
    assertThatExceptionOfType(RejectedException.class)
        .isThrownBy(step::run)
        .satisfies(e -> assertThat(e.check()).isEqualTo(check));
  }

  private AuthenticatedContent signed(WireFormat format, Sender sender, Content content) {
    FramedContent framed =
        new FramedContent(context.group(), context.epoch(), sender, Bytes.fromHex("aa"), content);
    return new AuthenticatedContent(
        format,
        framed,
        new FramedContentAuthData(
            ContentSignature.sign(CRYPTO, grove.person(1).signer(), format, framed, context),
            content instanceof Commit ? Optional.of(Bytes.fromHex("cc")) : Optional.empty()));
  }

  private PublicMessage publicMessage(Sender sender, Content content) {
    return PublicMessages.protect(
        CRYPTO, membershipKey, signed(WireFormat.PUBLIC_MESSAGE, sender, content), context);
  }

  private AuthenticatedContent open(PublicMessage message) {
    return PublicMessages.unprotect(CRYPTO, membershipKey, message, context);
  }

  private SecretTree secrets() {
    return SecretTree.of(CRYPTO, RatchetLimits.DEFAULT, 2, Secret.zeros(32));
  }

  private PrivateMessage privateMessage(Content content) {
    return PrivateMessages.protect(
            CRYPTO,
            senderDataSecret,
            secrets(),
            signed(WireFormat.PRIVATE_MESSAGE, MEMBER, content),
            5)
        .message();
  }

  private PrivateMessages.Unprotected open(PrivateMessage message) {
    return PrivateMessages.unprotect(
        CRYPTO, senderDataSecret, secrets(), message, leaf -> leaf.value() == 1);
  }

  @Test
  void verify_signatureOfAnotherOrInAnotherContext_isMessageSignature() {
    AuthenticatedContent message = open(publicMessage(MEMBER, REMOVE));
    ContentSignature.verify(CRYPTO, grove.person(1).signer().publicKey(), message, context);
    rejected(
        Check.MESSAGE_SIGNATURE,
        () ->
            ContentSignature.verify(
                CRYPTO, grove.person(0).signer().publicKey(), message, context));
    rejected(
        Check.MESSAGE_SIGNATURE,
        () ->
            ContentSignature.verify(
                CRYPTO,
                grove.person(1).signer().publicKey(),
                message,
                context.withTreeHash(Bytes.EMPTY)));
  }

  @Test
  void verify_fromOutside_doesNotDependOnTheContext() {
    AuthenticatedContent message = open(publicMessage(new Sender.External(0), REMOVE));
    ContentSignature.verify(
        CRYPTO, grove.person(1).signer().publicKey(), message, context.withTreeHash(Bytes.EMPTY));
  }

  @Test
  void unprotect_publicWithoutTheMembershipKey_isMembershipTag() {
    PublicMessage message = publicMessage(MEMBER, REMOVE);
    rejected(
        Check.MEMBERSHIP_TAG,
        () -> PublicMessages.unprotect(CRYPTO, CRYPTO.randomSecret(), message, context));
    PublicMessage untagged = new PublicMessage(message.content(), message.auth(), Optional.empty());
    rejected(Check.MEMBERSHIP_TAG, () -> open(untagged));
  }

  @Test
  void unprotect_applicationDataInPublic_isApplicationDataPublic() {
    AuthenticatedContent message = signed(WireFormat.PUBLIC_MESSAGE, MEMBER, HELLO);
    rejected(
        Check.APPLICATION_DATA_PUBLIC,
        () -> open(new PublicMessage(message.content(), message.auth(), Optional.empty())));
    assertThatExceptionOfType(MisuseException.class).isThrownBy(() -> publicMessage(MEMBER, HELLO));
  }

  @Test
  void unprotect_whatASenderMayNotSend_isSenderContent() {
    Proposal.Add add = new Proposal.Add(grove.person(0).keyPackage());
    assertThat(open(publicMessage(new Sender.NewMemberProposal(), add)).content().content())
        .isEqualTo(add);
    assertThat(open(publicMessage(new Sender.NewMemberCommit(), COMMIT)).content().content())
        .isEqualTo(COMMIT);
    assertThat(open(publicMessage(new Sender.External(0), add)).content().content()).isEqualTo(add);
    Proposal.Update update = new Proposal.Update(grove.person(0).keyPackage().leafNode());
    Proposal.Custom custom = new Proposal.Custom(new ProposalType(0x0a0a), Bytes.EMPTY);
    sendersRefused(new Sender.NewMemberProposal(), REMOVE, COMMIT);
    sendersRefused(new Sender.NewMemberCommit(), REMOVE, add);
    sendersRefused(
        new Sender.External(0), update, new Proposal.ExternalInit(Bytes.EMPTY), custom, COMMIT);
  }

  private void sendersRefused(Sender sender, Content... contents) {
    for (Content content : contents) {
      rejected(Check.SENDER_CONTENT, () -> open(publicMessage(sender, content)));
    }
  }

  @Test
  void protect_signedForTheOtherForm_isMisuse() {
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(
            () ->
                PublicMessages.protect(
                    CRYPTO,
                    membershipKey,
                    signed(WireFormat.PRIVATE_MESSAGE, MEMBER, REMOVE),
                    context));
    for (AuthenticatedContent message :
        List.of(
            signed(WireFormat.PUBLIC_MESSAGE, MEMBER, REMOVE),
            signed(WireFormat.PRIVATE_MESSAGE, new Sender.External(0), REMOVE))) {
      assertThatExceptionOfType(MisuseException.class)
          .isThrownBy(
              () -> PrivateMessages.protect(CRYPTO, senderDataSecret, secrets(), message, 0));
    }
  }

  @Test
  void unprotect_private_isWhatWasProtected() {
    for (Content content : List.of(HELLO, REMOVE, COMMIT)) {
      AuthenticatedContent opened = open(privateMessage(content)).content();
      assertThat(opened).isEqualTo(signed(WireFormat.PRIVATE_MESSAGE, MEMBER, content));
    }
  }

  @Test
  void protect_moreOrLessPadding_changesTheLengthAlone() {
    AuthenticatedContent message = signed(WireFormat.PRIVATE_MESSAGE, MEMBER, HELLO);
    for (int padding : new int[] {0, 1, 1000}) {
      PrivateMessage made =
          PrivateMessages.protect(CRYPTO, senderDataSecret, secrets(), message, padding).message();
      assertThat(made.ciphertext().length())
          .isEqualTo(
              message.content().content().encode().length()
                  + message.auth().encode().length()
                  + padding
                  + 16);
      assertThat(open(made).content()).isEqualTo(message);
    }
  }

  private static PrivateMessage with(PrivateMessage m, Bytes senderData, Bytes ciphertext) {
    return new PrivateMessage(
        m.group(), m.epoch(), m.contentType(), m.authenticatedData(), senderData, ciphertext);
  }

  @Test
  void unprotect_senderDataChanged_isSenderData() {
    PrivateMessage message = privateMessage(HELLO);
    for (Bytes changed : List.of(Bytes.EMPTY, CRYPTO.randomBytes(28))) {
      rejected(Check.SENDER_DATA, () -> open(with(message, changed, message.ciphertext())));
    }
    rejected(
        Check.SENDER_DATA, () -> open(with(message, message.encryptedSenderData(), Bytes.EMPTY)));
  }

  @Test
  void unprotect_endOfTheCiphertextChanged_isMessageCiphertext() {
    PrivateMessage message = privateMessage(HELLO);
    byte[] changed = message.ciphertext().toByteArray();
    changed[changed.length - 1] ^= 1;
    rejected(
        Check.MESSAGE_CIPHERTEXT,
        () -> open(with(message, message.encryptedSenderData(), Bytes.owning(changed))));
    PrivateMessage otherData =
        new PrivateMessage(
            message.group(),
            message.epoch(),
            message.contentType(),
            Bytes.EMPTY,
            message.encryptedSenderData(),
            message.ciphertext());
    rejected(Check.MESSAGE_CIPHERTEXT, () -> open(otherData));
  }

  @Test
  void unprotect_fromABlankLeaf_isSenderLeaf() {
    PrivateMessage message = privateMessage(HELLO);
    rejected(
        Check.SENDER_LEAF,
        () ->
            PrivateMessages.unprotect(CRYPTO, senderDataSecret, secrets(), message, leaf -> false));
  }

  @Test
  void unprotect_paddingThatIsNotZero_isMalformed() {
    AuthenticatedContent message = signed(WireFormat.PRIVATE_MESSAGE, MEMBER, HELLO);
    MlsWriter plaintext =
        new MlsWriter()
            .write(message.content().content())
            .write(message.auth())
            .writeUint16(0x0001);
    SecretTree.Taken taken = secrets().next(new LeafIndex(1), ContentType.APPLICATION);
    PrivateMessage good = privateMessage(HELLO);
    Bytes guard = Bytes.owning(new byte[4]);
    Bytes context =
        new MlsWriter().write(good.group()).write(good.epoch()).write(good.contentType()).toBytes();
    Bytes ciphertext =
        CRYPTO.aeadSeal(
            taken.key().key(),
            taken.key().guardedNonce(guard),
            new MlsWriter().writeFixed(context).writeVector(good.authenticatedData()).toBytes(),
            plaintext.toByteArray());
    MessageKey hiding = MessageKey.forSenderData(CRYPTO, senderDataSecret, ciphertext);
    Bytes senderData =
        CRYPTO.aeadSeal(
            hiding.key(),
            hiding.plainNonce(),
            context,
            new SenderData(new LeafIndex(1), 0, guard).encode().toByteArray());
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> open(with(good, senderData, ciphertext)))
        .withMessageContaining("padding");
  }
}
