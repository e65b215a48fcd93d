package chat.sotto.client.transport.capture;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of one frame, entry or message without what it hides.
 *
 * @param facts by name, in order: texts, numbers, flags, times, lists of texts or explanations,
 *     explanations, and null for what is not known
 */
public record Explanation(Map<String, @Nullable Object> facts) {
  /** Copies the map. */
  public Explanation {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  static Builder of(String name, @Nullable Object value) {
    return new Builder().and(name, value);
  }

  /** One in the making. */
  static final class Builder {
    private final Map<String, @Nullable Object> facts = new LinkedHashMap<>();

    Builder and(String name, @Nullable Object value) {
      facts.put(name, value);
      return this;
    }

    Builder and(Explanation others) {
      facts.putAll(others.facts());
      return this;
    }

    Explanation build() {
      return new Explanation(facts);
    }
  }
}
