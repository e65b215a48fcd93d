package chat.sotto.service.session;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Finds streams by something that several may share. Safe for use by several threads. */
final class StreamIndex<K> {
  private final ConcurrentMap<K, Set<StreamSession>> streams = new ConcurrentHashMap<>();

  void add(K key, StreamSession stream) {
    streams.compute(
        key,
        (same, old) -> {
          Set<StreamSession> set = old == null ? ConcurrentHashMap.newKeySet(1) : old;
          set.add(stream);
          return set;
        });
  }

  void remove(K key, StreamSession stream) {
    streams.computeIfPresent(
        key,
        (same, set) -> {
          set.remove(stream);
          return set.isEmpty() ? null : set;
        });
  }

  Set<StreamSession> find(K key) {
    return streams.getOrDefault(key, Set.of());
  }
}
