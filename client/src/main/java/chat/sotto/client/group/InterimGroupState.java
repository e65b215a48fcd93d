package chat.sotto.client.group;

import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.Epoch;
import chat.sotto.client.primitives.AeadKey;
import com.google.crypto.tink.util.Bytes;
import java.util.List;

/** A group's context with its epoch's secret. */
final class InterimGroupState implements GroupState {
  private final GroupContext context;
  private final EpochSecret secret;
  private final AeadKey payloadKey;
  private final Bytes epochAuthenticator;

  InterimGroupState(GroupContext context, EpochSecret secret) {
    this.context = context;
    this.secret = secret;
    this.payloadKey = secret.payloadKey();
    this.epochAuthenticator = secret.epochAuthenticator();
  }

  GroupContext context() {
    return context;
  }

  EpochSecret secret() {
    return secret;
  }

  @Override
  public ChatId chat() {
    return context.chat();
  }

  @Override
  public ChatKind kind() {
    return context.roster().kind();
  }

  @Override
  public Epoch epoch() {
    return context.epoch();
  }

  @Override
  public List<GroupMember> members() {
    return context.roster().members();
  }

  @Override
  public List<Invitation> invitations() {
    return context.roster().invitations();
  }

  @Override
  public AeadKey payloadKey() {
    return payloadKey;
  }

  @Override
  public Bytes epochAuthenticator() {
    return epochAuthenticator;
  }

  /** Shows nothing of the secret. */
  @Override
  public String toString() {
    return "GroupState[" + chat() + " epoch " + epoch() + "]";
  }
}
