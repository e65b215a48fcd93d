package chat.sotto.mls.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.Decoder;
import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.HpkeCiphertext;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.MalformedException;
import chat.sotto.mls.fixture.Grove;
import chat.sotto.mls.tree.NewPath;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every structure, from its own bytes, from damaged ones and from noise. */
class DecodersTest {
  private static final MlsCrypto CRYPTO = MlsCrypto.of(CipherSuite.X25519_AES128GCM_SHA256_ED25519);
  private static final Grove GROVE = new Grove(CRYPTO, 3);
  private static final Map<Decoder<? extends Encodable>, Encodable> SAMPLES = samples();

  private static Map<Decoder<? extends Encodable>, Encodable> samples() {
    NewPath path = GROVE.path(1);
    GROVE.commit(2);
    KeyPackage keyPackage = GROVE.person(0).keyPackage();
    GroupContext context = GROVE.context(GROVE.tree());
    Bytes some = Bytes.fromHex("010203");
    PreSharedKeyId resumption =
        new PreSharedKeyId.Resumption(ResumptionUsage.BRANCH, Grove.GROUP, Epoch.ZERO, some);
    Commit commit =
        new Commit(
            List.of(
                new ProposalOrRef.ByReference(new ProposalRef(some)),
                new ProposalOrRef.ByValue(new Proposal.Add(keyPackage)),
                new ProposalOrRef.ByValue(
                    new Proposal.PreSharedKey(new PreSharedKeyId.External(some, some))),
                new ProposalOrRef.ByValue(new Proposal.PreSharedKey(resumption)),
                new ProposalOrRef.ByValue(new Proposal.Custom(new ProposalType(0x0a0a), some))),
            Optional.of(GROVE.encrypted(path)));
    FramedContent framed =
        new FramedContent(
            Grove.GROUP, Epoch.ZERO, new Sender.Member(new LeafIndex(1)), some, commit);
    FramedContentAuthData auth = new FramedContentAuthData(some, Optional.of(some));
    GroupInfo info =
        new GroupInfo(
            context,
            Extensions.of(new Extension(new ExtensionType(0x1a1a), some)),
            some,
            new LeafIndex(0),
            some);
    Welcome welcome =
        new Welcome(
            CipherSuiteId.of(CRYPTO.suite()),
            List.of(
                new Welcome.EncryptedGroupSecrets(
                    keyPackage.ref(CRYPTO), new HpkeCiphertext(some, some))),
            some);
    Map<Decoder<? extends Encodable>, Encodable> samples = new LinkedHashMap<>();
    samples.put(
        MlsMessage::read, new MlsMessage(new PublicMessage(framed, auth, Optional.of(some))));
    samples.put(
        MlsMessage::read,
        new MlsMessage(
            new PrivateMessage(Grove.GROUP, Epoch.ZERO, ContentType.COMMIT, some, some, some)));
    samples.put(MlsMessage::read, new MlsMessage(keyPackage));
    samples.put(MlsMessage::read, new MlsMessage(info));
    samples.put(MlsMessage::read, new MlsMessage(welcome));
    samples.put(
        AuthenticatedContent::read,
        new AuthenticatedContent(WireFormat.PUBLIC_MESSAGE, framed, auth));
    samples.put(NodeList::read, GROVE.tree().toNodeList());
    samples.put(
        GroupSecrets::read,
        new GroupSecrets(Secret.zeros(4), Optional.of(Secret.zeros(3)), List.of(resumption)));
    samples.put(
        RequiredCapabilities::read,
        new RequiredCapabilities(
            List.of(new ExtensionType(9)), List.of(), List.of(CredentialType.X509)));
    samples.put(
        ExternalSender::read,
        new ExternalSender(
            GROVE.person(0).signer().publicKey(),
            new Credential.X509(List.of(new Credential.Certificate(some)))));
    samples.put(Credential::read, new Credential.Custom(new CredentialType(0x2a2a), some));
    samples.put(
        Proposal::read,
        new Proposal.ReInit(
            Grove.GROUP, new ProtocolVersion(2), new CipherSuiteId(0x0a0a), Extensions.NONE));
    samples.put(Proposal::read, new Proposal.GroupContextExtensions(Extensions.NONE));
    samples.put(Proposal::read, new Proposal.ExternalInit(some));
    samples.put(Proposal::read, new Proposal.Remove(new LeafIndex(-1)));
    samples.put(Proposal::read, new Proposal.Update(keyPackage.leafNode()));
    return samples;
  }

  @Test
  void decode_ownBytes_isTheSameValue() {
    SAMPLES.forEach(
        (decoder, value) -> assertThat(decoder.decode(value.encode())).isEqualTo(value));
  }

  @Test
  void decode_cutShortOrLengthened_isMalformed() {
    SAMPLES.forEach(
        (decoder, value) -> {
          Bytes bytes = value.encode();
          for (int i = 0; i < bytes.length(); i++) {
            Bytes shorter = bytes.slice(0, i);
            assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> decoder.decode(shorter));
          }
          byte[] longer = Arrays.copyOf(bytes.toByteArray(), bytes.length() + 1);
          assertThatExceptionOfType(MalformedException.class)
              .isThrownBy(() -> decoder.decode(Bytes.owning(longer)));
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void decode_damagedBytes_isMalformedOrEncodesAgain(long seed) {
    Random random = new Random(seed);
    SAMPLES.forEach(
        (decoder, value) -> {
          byte[] bytes = value.encode().toByteArray();
          for (int round = 0; round < 400; round++) {
            byte[] damaged = bytes.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
              damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            tolerates(decoder, Bytes.owning(damaged));
          }
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void decode_noise_isMalformedOrEncodesAgain(long seed) {
    Random random = new Random(seed);
    for (Decoder<? extends Encodable> decoder : SAMPLES.keySet()) {
      for (int round = 0; round < 400; round++) {
        byte[] noise = new byte[random.nextInt(64)];
        random.nextBytes(noise);
        tolerates(decoder, Bytes.owning(noise));
      }
    }
  }

  private static void tolerates(Decoder<? extends Encodable> decoder, Bytes bytes) {
    try {
      assertThat(decoder.decode(bytes).encode()).isEqualTo(bytes);
    } catch (MalformedException expected) {
      assertThat(expected.getMessage()).hasSizeLessThan(100);
    }
  }

  @ParameterizedTest
  @CsvSource({"0000", "0002", "0a0a"})
  void mlsMessage_ofAnotherVersion_isMalformed(String version) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> decodeMessage(version + "0005"));
  }

  @ParameterizedTest
  @CsvSource({"0000", "0006", "0a0a"})
  void mlsMessage_ofAnotherFormat_isMalformed(String format) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> decodeMessage("0001" + format));
  }

  private static void decodeMessage(String hex) {
    Decoder<MlsMessage> decoder = MlsMessage::read;
    decoder.decode(Bytes.fromHex(hex));
  }

  @Test
  void extensions_twoOfAType_isMalformed() {
    Decoder<Extensions> decoder = Extensions::read;
    assertThat(decoder.decode(Bytes.fromHex("06000100000200")).list()).hasSize(2);
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> decoder.decode(Bytes.fromHex("06000100000100")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"03000001", "080000000100000001", "080000000200000001"})
  void leafSet_unevenRepeatedOrUnordered_isMalformed(String hex) {
    Decoder<LeafSet> decoder = LeafSet::read;
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> decoder.decode(Bytes.fromHex(hex)));
  }

  @Test
  void leafSet_operations_keepTheOrder() {
    LeafSet set = LeafSet.of(5, 1).plus(3).plus(3);
    assertThat(set).isEqualTo(LeafSet.of(1, 3, 5));
    assertThat(set.contains(3)).isTrue();
    assertThat(set.contains(2)).isFalse();
    assertThat(set.anyWithin(4, 5)).isFalse();
    assertThat(set.anyWithin(4, 6)).isTrue();
    assertThat(set.within(1, 5)).isEqualTo(LeafSet.of(1, 3));
    assertThat(set.minus(LeafSet.of(3, 4))).isEqualTo(LeafSet.of(1, 5));
  }

  @Test
  void lifetime_unsignedTimes_areCompared() {
    Instant now = Instant.ofEpochSecond(1000);
    assertThat(new Lifetime(1000, 1000).contains(now)).isTrue();
    assertThat(new Lifetime(1001, 2000).contains(now)).isFalse();
    assertThat(new Lifetime(0, 999).contains(now)).isFalse();
    assertThat(new Lifetime(0, -1).contains(now)).isTrue();
  }

  @Test
  void applicationData_toString_tellsNothing() {
    assertThat(new ApplicationData(Bytes.fromHex("6869"))).hasToString("ApplicationData[2 bytes]");
  }
}
