package chat.sotto.client.group;

import chat.sotto.client.identity.DeviceCredential;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Epoch;
import chat.sotto.client.primitives.AeadKey;
import com.google.crypto.tink.util.Bytes;
import java.util.List;
import java.util.Optional;

/** A group at one epoch. Immutable. */
public interface GroupState {
  /** The chat. */
  ChatId chat();

  /** Its kind. */
  ChatKind kind();

  /** The epoch. */
  Epoch epoch();

  /** Who is in it, sorted by user name. */
  List<GroupMember> members();

  /** Who may join, sorted by user name. */
  List<Invitation> invitations();

  /** Seals the payloads of this epoch: the exporter secret with label {@code sotto payload}. */
  AeadKey payloadKey();

  /** 32 bytes that are the same for all who agree on this epoch, and say nothing of its secret. */
  Bytes epochAuthenticator();

  /** A member's device. */
  default Optional<DeviceCredential> findDevice(DeviceId device) {
    return members().stream()
        .flatMap(member -> member.devices().stream())
        .filter(credential -> credential.device().equals(device))
        .findFirst();
  }
}
