package chat.sotto.client.content;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.client.codec.ByteWriter;
import chat.sotto.client.codec.Fields;
import chat.sotto.client.content.Opened.Accepted;
import chat.sotto.client.content.Opened.Refusal;
import chat.sotto.client.content.Opened.Refused;
import chat.sotto.client.group.GroupState;
import chat.sotto.client.group.GroupTestBed;
import chat.sotto.client.identity.DeviceKey;
import chat.sotto.client.identity.LocalDevice;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.Seq;
import com.google.crypto.tink.util.Bytes;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadCipherTest {
  private static final Seq OWN = new Seq(9);

  private final GroupTestBed bed = new GroupTestBed();
  private final GroupState bob = bed.joined.next();
  private final GroupState anna = bed.annaAfterJoin();
  private final ClientMessageId id = ClientMessageId.random();
  private final LogPlace place = new LogPlace(new Seq(8), LogHash.of(filled(32)));
  private final Draft draft =
      new Draft(PayloadKind.MESSAGE, id, 5, place, ContentCodec.text("hi", Optional.empty()));
  private final byte[] payload = PayloadCipher.seal(bob, bed.bob, draft);

  @Test
  void open_sealedByMember_isAccepted() throws Exception {
    Accepted accepted = (Accepted) open(payload);

    assertThat(accepted.author()).isEqualTo(bed.bob.credential());
    assertThat(accepted.counter()).isEqualTo(5);
    assertThat(accepted.place()).isEqualTo(place);
    assertThat(ContentCodec.parse(accepted.content()))
        .isEqualTo(new MessageContent.Text("hi", Optional.empty()));
    assertThat(accepted.toString()).doesNotContain("hi");
    assertThat(draft.toString()).doesNotContain("hi");
  }

  @Test
  void seal_shortText_isTheSmallestBucketInTheProtocolsEnvelope() {
    assertThat(payload).hasSize(1 + 8 + 8 + 8 + 32 + 12 + 256 + 16);
    assertThat(payload[0]).isEqualTo((byte) 1);
    assertThat(Arrays.copyOfRange(payload, 25, 57)).isEqualTo(place.hash().toBytes());
  }

  @Test
  void seal_longestText_fitsThePayloadLimit() throws Exception {
    String text = "x".repeat(ContentCodec.MAX_TEXT);
    byte[] sealed =
        PayloadCipher.seal(
            bob,
            bed.bob,
            new Draft(
                PayloadKind.MESSAGE, id, 5, place, ContentCodec.text(text, Optional.of(OWN))));

    assertThat(sealed.length).isLessThanOrEqualTo(81_920);
    assertThat(ContentCodec.parse(((Accepted) open(sealed)).content()))
        .isEqualTo(new MessageContent.Text(text, Optional.of(OWN)));
  }

  @Test
  void open_otherVersion_isRefused() {
    byte[] newer = payload.clone();
    newer[0] = 2;

    assertRefused(open(newer), Refusal.UNKNOWN_VERSION);
  }

  @Test
  void open_tooLongOrEmpty_isMalformed() {
    assertRefused(open(Arrays.copyOf(payload, 81_921)), Refusal.MALFORMED);
    assertRefused(open(new byte[0]), Refusal.MALFORMED);
  }

  @Test
  void open_otherEpoch_isRefused() {
    assertRefused(
        PayloadCipher.open(bed.created.next(), received(payload, bed.bob.device(), id, 0)),
        Refusal.WRONG_EPOCH);
  }

  @Test
  void open_senderWhoIsNoMember_isRefused() {
    assertRefused(
        PayloadCipher.open(anna, received(payload, DeviceId.random(), id, 0)),
        Refusal.NOT_A_MEMBER);
  }

  @Test
  void open_counterNotGreaterThanLast_isRefused() {
    assertRefused(
        PayloadCipher.open(anna, received(payload, bed.bob.device(), id, 5)),
        Refusal.COUNTER_REPEATED);
    assertThat(PayloadCipher.open(anna, received(payload, bed.bob.device(), id, 4)))
        .isInstanceOf(Accepted.class);
  }

  @Test
  void open_placeNotBeforeOwnSequence_isRefused() {
    Received early =
        new Received(
            PayloadKind.MESSAGE,
            bed.bob.device(),
            id,
            Optional.of(new Seq(8)),
            0,
            Bytes.copyFrom(payload));

    assertRefused(PayloadCipher.open(anna, early), Refusal.PLACE_FROM_FUTURE);
  }

  @Test
  void open_underOtherIdOrSenderOrKind_isNotAuthentic() {
    assertRefused(
        PayloadCipher.open(anna, received(payload, bed.bob.device(), ClientMessageId.random(), 0)),
        Refusal.NOT_AUTHENTIC);
    assertRefused(
        PayloadCipher.open(anna, received(payload, bed.anna.device(), id, 0)),
        Refusal.NOT_AUTHENTIC);
    assertRefused(
        PayloadCipher.open(
            anna,
            new Received(
                PayloadKind.TYPING,
                bed.bob.device(),
                id,
                Optional.empty(),
                0,
                Bytes.copyFrom(payload))),
        Refusal.NOT_AUTHENTIC);
  }

  @Test
  void open_inOtherChat_isNotAuthentic() {
    GroupTestBed other = new GroupTestBed();
    byte[] moved =
        PayloadCipher.seal(
            other.joined.next(), new LocalDevice(other.bob.credential(), other.bob.key()), draft);

    assertRefused(open(moved), Refusal.NOT_AUTHENTIC);
  }

  @Test
  void open_signedByOtherKeyOfAMember_isRefused() {
    // Anna knows the epoch's key and so could seal in Bob's name; she cannot sign in it.
    byte[] forged = sealAs(DeviceKey.generate(), 256, 0);

    assertRefused(open(forged), Refusal.BAD_SIGNATURE);
  }

  @Test
  void open_paddingNotZero_isRefused() {
    assertRefused(open(sealAs(bed.bob.key(), 256, 1)), Refusal.BAD_PADDING);
  }

  @Test
  void open_otherBucket_isRefused() {
    assertThat(open(sealAs(bed.bob.key(), 256, 0))).isInstanceOf(Accepted.class);
    assertRefused(open(sealAs(bed.bob.key(), 257, 0)), Refusal.BAD_PADDING);
    assertRefused(open(sealAs(bed.bob.key(), 90, 0)), Refusal.BAD_PADDING);
  }

  @Test
  void open_innerTooShort_isMalformed() {
    byte[] context = context();
    byte[] sealed =
        bob.payloadKey().seal(new byte[20], Fields.of("sotto message v1").bytes(context).toBytes());

    assertRefused(open(envelope(sealed)), Refusal.MALFORMED);
  }

  @Test
  void open_garbledOrCutOff_isRefusedTyped() {
    Random random = new Random(3);
    for (int i = 0; i < payload.length; i++) {
      byte[] garbled = payload.clone();
      garbled[i] ^= (byte) (1 + random.nextInt(255));
      assertThat(open(garbled)).isInstanceOf(Refused.class);
      assertThat(open(Arrays.copyOf(payload, i))).isInstanceOf(Refused.class);
    }
    assertThat(open(Arrays.copyOf(payload, payload.length + 1))).isInstanceOf(Refused.class);
  }

  @Test
  void open_readMarkAndTyping_areAcceptedWithoutPlace() throws Exception {
    Bytes mark = ContentCodec.readMark(new Seq(7));
    byte[] sealed =
        PayloadCipher.seal(
            bob, bed.bob, new Draft(PayloadKind.READ_MARK, ClientMessageId.NONE, 6, place, mark));
    Opened opened =
        PayloadCipher.open(
            anna,
            new Received(
                PayloadKind.READ_MARK,
                bed.bob.device(),
                ClientMessageId.NONE,
                Optional.empty(),
                0,
                Bytes.copyFrom(sealed)));

    assertThat(sealed.length).isLessThanOrEqualTo(1024);
    assertThat(ContentCodec.parseReadMark(((Accepted) opened).content())).isEqualTo(new Seq(7));
    assertThat(ContentCodec.parseTyping(ContentCodec.typing(true))).isTrue();
  }

  /** PADMÉ by hand: at most 12% above, few significant bits. */
  @ParameterizedTest
  @CsvSource({"0,256", "256,256", "257,272", "1000,1024", "1024,1024", "1025,1088", "65616,67584"})
  void bucket_length_isPadme(int length, int bucket) {
    assertThat(Padding.bucket(length)).isEqualTo(bucket);
  }

  @Test
  void bucket_anyLength_isAtMostTwelvePercentMoreAndAFixedPoint() {
    for (int length = 257; length < 80_000; length++) {
      int bucket = Padding.bucket(length);
      assertThat(bucket).isBetween(length, length + length * 12 / 100);
      assertThat(Padding.bucket(bucket)).isEqualTo(bucket);
    }
  }

  /** What a member with the epoch's key, but without our code, could send in Bob's name. */
  private byte[] sealAs(DeviceKey signer, int length, int lastByte) {
    byte[] context = context();
    byte[] content = draft.content().toByteArray();
    byte[] signature = signer.sign("sotto message v1", Fields.of(context).bytes(content).toBytes());
    byte[] inner = Arrays.copyOf(new ByteWriter().lp(content).raw(signature).toBytes(), length);
    if (lastByte != 0) {
      inner[length - 1] = (byte) lastByte;
    }
    return envelope(
        bob.payloadKey().seal(inner, Fields.of("sotto message v1").bytes(context).toBytes()));
  }

  private byte[] context() {
    return Fields.of(bed.chat.value())
        .u64(1)
        .bytes(bob.epochAuthenticator())
        .bytes(bed.bob.device().value())
        .bytes(id.value())
        .u64(5)
        .u64(8)
        .bytes(place.hash().value())
        .toBytes();
  }

  private byte[] envelope(byte[] sealed) {
    return new ByteWriter()
        .u8(1)
        .u64(1)
        .u64(5)
        .u64(8)
        .raw(place.hash().value())
        .raw(sealed)
        .toBytes();
  }

  private Opened open(byte[] bytes) {
    return PayloadCipher.open(anna, received(bytes, bed.bob.device(), id, 0));
  }

  private static Received received(
      byte[] bytes, DeviceId sender, ClientMessageId id, long lastCounter) {
    return new Received(
        PayloadKind.MESSAGE, sender, id, Optional.of(OWN), lastCounter, Bytes.copyFrom(bytes));
  }

  private static void assertRefused(Opened opened, Refusal reason) {
    assertThat(opened).isEqualTo(new Refused(reason));
  }

  private static byte[] filled(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 3);
    return bytes;
  }
}
