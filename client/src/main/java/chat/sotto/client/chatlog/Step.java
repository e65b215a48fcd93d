package chat.sotto.client.chatlog;

import java.util.List;

/** What an entry leads to: the cursor to store, and the effects, in order. */
public record Step(ChatCursor next, List<Effect> effects) {
  /** Copies the list. */
  public Step {
    effects = List.copyOf(effects);
  }

  static Step of(ChatCursor next, Effect... effects) {
    return new Step(next, List.of(effects));
  }
}
