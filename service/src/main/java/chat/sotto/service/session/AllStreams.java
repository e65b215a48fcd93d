package chat.sotto.service.session;

import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.TokenHash;
import chat.sotto.service.domain.Username;
import java.time.Duration;
import java.util.List;

/**
 * Several kinds of streams as one: what ends some of them ends them of whatever kind.
 *
 * @param kinds each of them
 */
public record AllStreams(List<LiveStreams> kinds) implements LiveStreams {
  /** Of each kind. */
  public AllStreams {
    kinds = List.copyOf(kinds);
  }

  @Override
  public void endSession(TokenHash session, StreamFailure reason) {
    kinds.forEach(streams -> streams.endSession(session, reason));
  }

  @Override
  public void endDevice(DeviceId device, StreamFailure reason) {
    kinds.forEach(streams -> streams.endDevice(device, reason));
  }

  @Override
  public void endUser(Username user, StreamFailure reason) {
    kinds.forEach(streams -> streams.endUser(user, reason));
  }

  @Override
  public int count() {
    return kinds.stream().mapToInt(LiveStreams::count).sum();
  }

  @Override
  public void drain(Duration retryAfter) {
    kinds.forEach(streams -> streams.drain(retryAfter));
  }
}
