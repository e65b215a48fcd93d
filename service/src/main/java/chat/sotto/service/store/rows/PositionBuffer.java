package chat.sotto.service.store.rows;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ChatSummary;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.ReadingSpan;
import chat.sotto.service.domain.Seq;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Positions on their way to the store. They are written late, but readers in this process see them
 * at once: a device that reconnects is not sent again what it has just acknowledged.
 */
final class PositionBuffer {
  private final Transactions transactions;
  private final Map<Key, Seq> waiting = new ConcurrentHashMap<>();

  PositionBuffer(Transactions transactions) {
    this.transactions = transactions;
  }

  private record Key(ChatId chat, DeviceId device) {}

  void advance(ChatId chat, DeviceId device, Seq position) {
    Key key = new Key(chat, device);
    while (true) {
      if (waiting.putIfAbsent(key, position) == null) {
        write(key);
        return;
      }
      if (waiting.computeIfPresent(key, (same, before) -> later(before, position)) != null) {
        return;
      }
      // It was written and taken out in between.
    }
  }

  private static Seq later(Seq one, Seq other) {
    return one.isAfter(other) ? one : other;
  }

  private void write(Key key) {
    AtomicLong written = new AtomicLong();
    var unused =
        transactions
            .writeLater(
                key,
                rows -> {
                  Seq position = waiting.getOrDefault(key, Seq.ZERO);
                  rows.readers().advance(key.chat(), key.device(), position);
                  written.set(position.value());
                })
            .whenComplete(
                (done, failure) -> {
                  if (failure != null) {
                    waiting.remove(key);
                  } else if (!waiting.remove(key, new Seq(written.get()))
                      && waiting.containsKey(key)) {
                    // It moved on while it was being written.
                    write(key);
                  }
                });
  }

  Seq over(ChatId chat, DeviceId device, Seq stored, Seq end) {
    Seq moved = waiting.getOrDefault(new Key(chat, device), stored);
    Seq reachable = moved.isAfter(end) ? end : moved;
    return later(stored, reachable);
  }

  ReadingSpan over(ReadingSpan span, DeviceId device) {
    Seq position = over(span.chat(), device, span.position(), span.lastSeq());
    return new ReadingSpan(span.chat(), span.joinedSeq(), span.lastSeq(), position);
  }

  ChatSummary over(ChatSummary s, DeviceId device) {
    if (s.joinedSeq().equals(Seq.ZERO)) {
      return s;
    }
    return new ChatSummary(
        s.chat(),
        s.kind(),
        s.state(),
        s.members(),
        s.lastSeq(),
        s.handshakeSeq(),
        s.joinedSeq(),
        over(s.chat(), device, s.position(), s.lastSeq()),
        s.hashBeforeJoin());
  }
}
