package chat.sotto.mls.group;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.HpkeKeyPair;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.crypto.SignatureKeyPair;
import chat.sotto.mls.fixture.Names;
import chat.sotto.mls.port.PreSharedKeys;
import chat.sotto.mls.port.RatchetLimits;
import chat.sotto.mls.validation.ValidationPolicy;
import chat.sotto.mls.vectors.kind.Vector;
import chat.sotto.mls.wire.AuthenticatedContent;
import chat.sotto.mls.wire.KeyPackage;
import chat.sotto.mls.wire.LeafNodeSource;
import chat.sotto.mls.wire.MlsMessage;
import chat.sotto.mls.wire.NodeList;
import chat.sotto.mls.wire.PreSharedKeyId;
import chat.sotto.mls.wire.PrivateMessage;
import chat.sotto.mls.wire.PublicMessage;
import chat.sotto.mls.wire.Welcome;
import com.google.gson.JsonElement;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Follows the group of a passive-client vector. */
public final class PassiveClient {

  private PassiveClient() {}

  /** Joins and follows through all epochs. */
  public static void follow(Vector vector) {
    MlsCrypto crypto = vector.crypto();
    KeyPackage mine =
        (KeyPackage) Vector.decode(MlsMessage::read, vector.hex("key_package")).body();
    HpkeKeyPair initKeys = crypto.keyPair(vector.secret("init_priv"));
    HpkeKeyPair leafKeys = crypto.keyPair(vector.secret("encryption_priv"));
    assertThat(initKeys.publicKey()).isEqualTo(mine.initKey());
    assertThat(leafKeys.publicKey()).isEqualTo(mine.leafNode().encryptionKey());
    Identity identity =
        new Identity(
            SignatureKeyPair.of(
                crypto.suite().signature(),
                mine.leafNode().signatureKey(),
                vector.secret("signature_priv")),
            mine.leafNode().credential(),
            mine.leafNode().capabilities(),
            mine.leafNode().extensions());
    Instant then =
        mine.leafNode().source() instanceof LeafNodeSource.KeyPackage source
            ? Instant.ofEpochSecond(source.lifetime().notBefore() + 1)
            : Instant.EPOCH;
    ValidationPolicy policy =
        new ValidationPolicy(Names.BELIEVED, () -> then, ValidationPolicy.ANY_LIFETIME);
    PreSharedKeys psks = psks(vector);
    Optional<NodeList> tree =
        vector.isNull("ratchet_tree")
            ? Optional.empty()
            : Optional.of(Vector.decode(NodeList::read, vector.hex("ratchet_tree")));
    GroupState state =
        Joined.join(
            new GroupState.Settings(crypto, policy, RatchetLimits.DEFAULT, 16),
            identity,
            psks,
            new Joined.Request(
                new Joined.Own(mine, initKeys, leafKeys),
                (Welcome) Vector.decode(MlsMessage::read, vector.hex("welcome")).body(),
                tree,
                Links.OldGroups.NONE));
    assertThat(state.secrets().epochAuthenticator())
        .isEqualTo(vector.secret("initial_epoch_authenticator"));
    for (Vector epoch : vector.objects("epochs")) {
      for (JsonElement proposal : epoch.array("proposals")) {
        Incoming received = open(state, proposal.getAsString());
        state = received.accept().withProposal(received.content());
      }
      Incoming commit = open(state, epoch.text("commit"));
      AuthenticatedContent content = commit.content();
      state = Committed.process(commit.accept(), psks, content).next().orElseThrow();
      assertThat(state.secrets().epochAuthenticator())
          .isEqualTo(epoch.secret("epoch_authenticator"));
    }
  }

  private static Incoming open(GroupState state, String hex) {
    MlsMessage.Body body = Vector.decode(MlsMessage::read, Bytes.fromHex(hex)).body();
    return body instanceof PublicMessage message
        ? Incoming.open(state, message)
        : Incoming.open(state, (PrivateMessage) body);
  }

  private static PreSharedKeys psks(Vector vector) {
    Map<Bytes, Secret> known = new HashMap<>();
    for (Vector psk : vector.objects("external_psks")) {
      known.put(psk.hex("psk_id"), psk.secret("psk"));
    }
    return id ->
        id instanceof PreSharedKeyId.External external
            ? Optional.ofNullable(known.get(external.id()))
            : Optional.empty();
  }
}
