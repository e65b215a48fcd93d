package chat.sotto.service.session;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ChatKind;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.Username;
import com.google.protobuf.ByteString;
import java.time.Instant;

/**
 * What a stream is told beside log entries. A newer signal with the same {@link #key} replaces one
 * that still waits, so a slow reader's signals take room for each of their subjects, not for each
 * of their events.
 */
public sealed interface Signal {
  /** What it is about. */
  Key key();

  /** Whether it is pointless later: such a signal never waits for a transport that is not ready. */
  default boolean fleeting() {
    return false;
  }

  /**
   * A subject of signals.
   *
   * @param kind the type of signal
   */
  record Key(Class<? extends Signal> kind, ChatId chat, Username user) {}

  /** A device of {@code user} has everything up to {@code seq}. */
  record DeliveredTo(ChatId chat, Username user, long seq) implements Signal {
    @Override
    public Key key() {
      return new Key(DeliveredTo.class, chat, user);
    }
  }

  /** {@code user}'s sealed read mark moved. */
  record ReadUpTo(ChatId chat, Username user, DeviceId device, ByteString sealed)
      implements Signal {
    @Override
    public Key key() {
      return new Key(ReadUpTo.class, chat, user);
    }
  }

  /** {@code user} types, or stopped. */
  record TypingNow(ChatId chat, Username user, DeviceId device, ByteString sealed)
      implements Signal {
    @Override
    public Key key() {
      return new Key(TypingNow.class, chat, user);
    }

    @Override
    public boolean fleeting() {
      return true;
    }
  }

  /** {@code from} asks for a chat. */
  record Requested(ChatId chat, ChatKind kind, Username from, Instant at) implements Signal {
    @Override
    public Key key() {
      return new Key(Requested.class, chat, from);
    }
  }
}
