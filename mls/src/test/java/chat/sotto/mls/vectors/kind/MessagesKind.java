package chat.sotto.mls.vectors.kind;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.Decoder;
import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.wire.Commit;
import chat.sotto.mls.wire.GroupSecrets;
import chat.sotto.mls.wire.MlsMessage;
import chat.sotto.mls.wire.NodeList;
import chat.sotto.mls.wire.Proposal;
import java.util.Map;

/** Every structure, decoded and encoded again. */
final class MessagesKind implements VectorKind {
  private static final Map<String, Decoder<? extends Encodable>> DECODERS =
      Map.ofEntries(
          Map.entry("mls_welcome", MlsMessage::read),
          Map.entry("mls_group_info", MlsMessage::read),
          Map.entry("mls_key_package", MlsMessage::read),
          Map.entry("ratchet_tree", NodeList::read),
          Map.entry("group_secrets", GroupSecrets::read),
          Map.entry("add_proposal", Proposal.Add::read),
          Map.entry("update_proposal", Proposal.Update::read),
          Map.entry("remove_proposal", Proposal.Remove::read),
          Map.entry("pre_shared_key_proposal", Proposal.PreSharedKey::read),
          Map.entry("re_init_proposal", Proposal.ReInit::read),
          Map.entry("external_init_proposal", Proposal.ExternalInit::read),
          Map.entry("group_context_extensions_proposal", Proposal.GroupContextExtensions::read),
          Map.entry("commit", Commit::read),
          Map.entry("public_message_application", MlsMessage::read),
          Map.entry("public_message_proposal", MlsMessage::read),
          Map.entry("public_message_commit", MlsMessage::read),
          Map.entry("private_message", MlsMessage::read));

  @Override
  public boolean matches(Vector vector) {
    return vector.has("mls_welcome", "ratchet_tree", "private_message");
  }

  @Override
  public void verify(Vector vector) {
    for (String field : vector.json().keySet()) {
      Decoder<? extends Encodable> decoder = DECODERS.get(field);
      assertThat(decoder).as(field).isNotNull();
      Bytes given = vector.hex(field);
      Encodable decoded = decoder.decode(given);
      Bytes again =
          decoded instanceof Proposal proposal ? Encoded.body(proposal) : decoded.encode();
      assertThat(again).as(field).isEqualTo(given);
    }
  }
}
