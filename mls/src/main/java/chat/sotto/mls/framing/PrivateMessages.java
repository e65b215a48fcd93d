package chat.sotto.mls.framing;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.Decoder;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.MalformedException;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.schedule.MessageKey;
import chat.sotto.mls.schedule.SecretTree;
import chat.sotto.mls.wire.AuthenticatedContent;
import chat.sotto.mls.wire.Content;
import chat.sotto.mls.wire.ContentType;
import chat.sotto.mls.wire.FramedContent;
import chat.sotto.mls.wire.FramedContentAuthData;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.PrivateMessage;
import chat.sotto.mls.wire.Sender;
import chat.sotto.mls.wire.WireFormat;
import java.util.Arrays;
import java.util.function.Predicate;

/** Signed messages that only members can read (RFC 9420 §6.3). */
public final class PrivateMessages {
  private PrivateMessages() {}

  /**
   * A message in its envelope.
   *
   * @param message the envelope
   * @param after the secret tree to go on with; that before is spent
   */
  public record Protected(PrivateMessage message, SecretTree after) {}

  /**
   * Encrypts a signed message of a member.
   *
   * @param padding how many zeros to add, so that its length tells less
   */
  public static Protected protect(
      MlsCrypto crypto,
      Secret senderDataSecret,
      SecretTree secrets,
      AuthenticatedContent message,
      int padding) {
    FramedContent content = message.content();
    if (message.wireFormat() != WireFormat.PRIVATE_MESSAGE
        || !(content.sender() instanceof Sender.Member member)) {
      throw new MisuseException("only members encrypt, and what is signed for it");
    }
    ContentType type = content.content().contentType();
    SecretTree.Taken taken = secrets.next(member.leaf(), type);
    Bytes guard = crypto.randomBytes(SenderData.GUARD_LENGTH);
    Bytes ciphertext =
        crypto.aeadSeal(
            taken.key().key(),
            taken.key().guardedNonce(guard),
            contentContext(content),
            plaintext(message, padding));
    MessageKey hiding = MessageKey.forSenderData(crypto, senderDataSecret, ciphertext);
    Bytes senderData =
        crypto.aeadSeal(
            hiding.key(),
            hiding.plainNonce(),
            senderContext(content, type),
            new SenderData(member.leaf(), taken.generation(), guard).encode().toByteArray());
    hiding.erase();
    return new Protected(
        new PrivateMessage(
            content.group(),
            content.epoch(),
            type,
            content.authenticatedData(),
            senderData,
            ciphertext),
        taken.accept());
  }

  /**
   * A message out of its envelope. Its signature is still to be verified; only then is its key to
   * be given up with {@link SecretTree.Taken#accept}.
   *
   * @param content the message
   * @param taken its key
   */
  public record Unprotected(AuthenticatedContent content, SecretTree.Taken taken) {}

  /**
   * Decrypts a message.
   *
   * @param isMember whether a leaf is within the tree and not blank
   * @throws RejectedException if it is not genuine, or from nobody
   * @throws MalformedException if its plaintext is none
   * @throws chat.sotto.mls.error.UnavailableException if its key was used or given up
   */
  public static Unprotected unprotect(
      MlsCrypto crypto,
      Secret senderDataSecret,
      SecretTree secrets,
      PrivateMessage message,
      Predicate<LeafIndex> isMember) {
    SenderData sender = senderData(crypto, senderDataSecret, message);
    if (!isMember.test(sender.leaf())) {
      throw new RejectedException(Check.SENDER_LEAF);
    }
    SecretTree.Taken taken =
        secrets.take(sender.leaf(), message.contentType(), sender.generation());
    byte[] plaintext =
        crypto
            .aeadOpen(
                taken.key().key(),
                taken.key().guardedNonce(sender.reuseGuard()),
                contentContext(message),
                message.ciphertext())
            .orElseThrow(() -> new RejectedException(Check.MESSAGE_CIPHERTEXT));
    return new Unprotected(content(message, sender.leaf(), Bytes.owning(plaintext)), taken);
  }

  private static SenderData senderData(
      MlsCrypto crypto, Secret senderDataSecret, PrivateMessage message) {
    MessageKey hiding = MessageKey.forSenderData(crypto, senderDataSecret, message.ciphertext());
    byte[] plaintext =
        crypto
            .aeadOpen(
                hiding.key(),
                hiding.plainNonce(),
                senderContext(message),
                message.encryptedSenderData())
            .orElseThrow(() -> new RejectedException(Check.SENDER_DATA));
    hiding.erase();
    Decoder<SenderData> decoder = SenderData::read;
    return decoder.decode(Bytes.owning(plaintext));
  }

  /** PrivateMessageContent. */
  private static byte[] plaintext(AuthenticatedContent message, int padding) {
    MlsWriter writer =
        new MlsWriter(512 + padding).write(message.content().content()).write(message.auth());
    byte[] padded = Arrays.copyOf(writer.toByteArray(), writer.size() + padding);
    writer.erase();
    return padded;
  }

  private static AuthenticatedContent content(
      PrivateMessage message, LeafIndex sender, Bytes plaintext) {
    MlsReader reader = new MlsReader(plaintext);
    Content content = Content.read(message.contentType(), reader);
    FramedContentAuthData auth = FramedContentAuthData.read(message.contentType(), reader);
    Bytes padding = reader.readRest();
    int any = 0;
    for (int i = 0; i < padding.length(); i++) {
      any |= padding.at(i);
    }
    if (any != 0) {
      throw new MalformedException("padding that is not all zeros");
    }
    return new AuthenticatedContent(
        WireFormat.PRIVATE_MESSAGE,
        new FramedContent(
            message.group(),
            message.epoch(),
            new Sender.Member(sender),
            message.authenticatedData(),
            content),
        auth);
  }

  /** PrivateContentAAD. */
  private static Bytes contentContext(FramedContent content) {
    return new MlsWriter()
        .write(content.group())
        .write(content.epoch())
        .write(content.content().contentType())
        .writeVector(content.authenticatedData())
        .toBytes();
  }

  private static Bytes contentContext(PrivateMessage message) {
    return new MlsWriter()
        .write(message.group())
        .write(message.epoch())
        .write(message.contentType())
        .writeVector(message.authenticatedData())
        .toBytes();
  }

  /** SenderDataAAD. */
  private static Bytes senderContext(FramedContent content, ContentType type) {
    return new MlsWriter().write(content.group()).write(content.epoch()).write(type).toBytes();
  }

  private static Bytes senderContext(PrivateMessage message) {
    return new MlsWriter()
        .write(message.group())
        .write(message.epoch())
        .write(message.contentType())
        .toBytes();
  }
}
