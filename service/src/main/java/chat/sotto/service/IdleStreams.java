package chat.sotto.service;

import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.TokenHash;
import chat.sotto.service.domain.Username;
import chat.sotto.service.session.LiveStreams;
import chat.sotto.service.session.StreamFailure;
import java.time.Duration;

/** No streams. */
final class IdleStreams implements LiveStreams {
  @Override
  public void endSession(TokenHash session, StreamFailure reason) {}

  @Override
  public void endDevice(DeviceId device, StreamFailure reason) {}

  @Override
  public void endUser(Username user, StreamFailure reason) {}

  @Override
  public int count() {
    return 0;
  }

  @Override
  public void drain(Duration retryAfter) {}
}
