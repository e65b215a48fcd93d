package chat.sotto.client.content;

import chat.sotto.client.codec.ByteReader;
import chat.sotto.client.codec.ByteWriter;
import chat.sotto.client.codec.Fields;
import chat.sotto.client.codec.MalformedBytesException;
import chat.sotto.client.content.Opened.Refusal;
import chat.sotto.client.group.GroupState;
import chat.sotto.client.identity.DeviceCredential;
import chat.sotto.client.identity.LocalDevice;
import chat.sotto.client.identity.SignWithLabel;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.primitives.UnsealException;
import com.google.crypto.tink.util.Bytes;
import java.util.Optional;

/**
 * Seals and opens messages, read marks and typing signs (docs/protocol.md, section 6). The context
 * binds each to its chat, epoch, sender, id, counter and place: none can be moved.
 */
public final class PayloadCipher {
  private PayloadCipher() {}

  /** Signs, pads and seals a draft in a group's present epoch. */
  public static byte[] seal(GroupState group, LocalDevice self, Draft draft) {
    byte[] context =
        context(group, self.device(), draft.clientId(), draft.counter(), draft.place());
    byte[] content = draft.content().toByteArray();
    byte[] signature = self.key().sign(draft.kind().label(), signedContent(context, content));
    byte[] inner = new ByteWriter().lp(content).raw(signature).toBytes();
    byte[] padded =
        new ByteWriter()
            .raw(inner)
            .raw(new byte[Padding.bucket(inner.length) - inner.length])
            .toBytes();
    byte[] sealed = group.payloadKey().seal(padded, associatedData(draft.kind(), context));
    return new Envelope(group.epoch(), draft.counter(), draft.place(), Bytes.copyFrom(sealed))
        .toBytes();
  }

  /**
   * Opens an envelope against the epoch in force at its place; never throws for what a peer sent.
   */
  public static Opened open(GroupState group, Received received) {
    byte[] payload = received.payload().toByteArray();
    if (payload.length > 0 && Envelope.version(payload) != Envelope.VERSION) {
      return new Opened.Refused(Refusal.UNKNOWN_VERSION);
    }
    try {
      Envelope envelope = Envelope.parse(payload);
      Optional<DeviceCredential> author = group.findDevice(received.sender());
      Optional<Refusal> refusal = check(group, received, envelope, author.isPresent());
      return refusal.isPresent()
          ? new Opened.Refused(refusal.get())
          : unseal(group, received, envelope, author.orElseThrow());
    } catch (MalformedBytesException e) {
      return new Opened.Refused(Refusal.MALFORMED);
    }
  }

  private static Optional<Refusal> check(
      GroupState group, Received received, Envelope envelope, boolean member) {
    if (!envelope.epoch().equals(group.epoch())) {
      return Optional.of(Refusal.WRONG_EPOCH);
    }
    if (!member) {
      return Optional.of(Refusal.NOT_A_MEMBER);
    }
    if (envelope.counter() <= received.lastCounter()) {
      return Optional.of(Refusal.COUNTER_REPEATED);
    }
    boolean fromFuture =
        received.seq().filter(seq -> envelope.place().seq().compareTo(seq) >= 0).isPresent();
    return fromFuture ? Optional.of(Refusal.PLACE_FROM_FUTURE) : Optional.empty();
  }

  private static Opened unseal(
      GroupState group, Received received, Envelope envelope, DeviceCredential author)
      throws MalformedBytesException {
    byte[] context =
        context(group, author.device(), received.clientId(), envelope.counter(), envelope.place());
    byte[] padded;
    try {
      padded =
          group
              .payloadKey()
              .open(envelope.sealed().toByteArray(), associatedData(received.kind(), context));
    } catch (UnsealException e) {
      return new Opened.Refused(Refusal.NOT_AUTHENTIC);
    }
    ByteReader in = new ByteReader(padded);
    byte[] content = in.lp(ContentCodec.MAX_LENGTH);
    byte[] signature = in.raw(SignWithLabel.SIGNATURE_LENGTH);
    int length = padded.length - in.remaining();
    if (padded.length != Padding.bucket(length) || !isZero(in.rest())) {
      return new Opened.Refused(Refusal.BAD_PADDING);
    }
    boolean signed =
        SignWithLabel.verify(
            author.deviceKey().value(),
            received.kind().label(),
            signedContent(context, content),
            signature);
    return signed
        ? new Opened.Accepted(author, envelope.counter(), envelope.place(), Bytes.copyFrom(content))
        : new Opened.Refused(Refusal.BAD_SIGNATURE);
  }

  private static byte[] context(
      GroupState group, DeviceId sender, ClientMessageId clientId, long counter, LogPlace place) {
    return Fields.of(group.chat().value())
        .u64(group.epoch().value())
        .bytes(group.epochAuthenticator())
        .bytes(sender.value())
        .bytes(clientId.value())
        .u64(counter)
        .u64(place.seq().value())
        .bytes(place.hash().value())
        .toBytes();
  }

  private static byte[] signedContent(byte[] context, byte[] content) {
    return Fields.of(context).bytes(content).toBytes();
  }

  private static byte[] associatedData(PayloadKind kind, byte[] context) {
    return Fields.of(kind.label()).bytes(context).toBytes();
  }

  private static boolean isZero(byte[] padding) {
    int sum = 0;
    for (byte b : padding) {
      sum |= b;
    }
    return sum == 0;
  }
}
