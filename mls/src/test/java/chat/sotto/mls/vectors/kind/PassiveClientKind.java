package chat.sotto.mls.vectors.kind;

import chat.sotto.mls.group.PassiveClient;

/** A member who is added and follows. */
final class PassiveClientKind implements VectorKind {
  @Override
  public boolean matches(Vector vector) {
    return vector.has("initial_epoch_authenticator", "welcome", "epochs");
  }

  @Override
  public void verify(Vector vector) {
    PassiveClient.follow(vector);
  }
}
