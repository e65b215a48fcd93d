package chat.sotto.service.usecase.chat;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.Rejection;
import chat.sotto.service.store.DepartureOutcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Steps by which somebody is no longer in a chat, told to those who stay and to the devices that
 * go.
 */
public final class Departures {
  private final ChatReaders readers;
  private final EntryPublisher publisher;

  /** Over the readers. */
  public Departures(ChatReaders readers, EntryPublisher publisher) {
    this.readers = readers;
    this.publisher = publisher;
  }

  CompletableFuture<Optional<Rejection>> by(
      ChatId chat, Supplier<CompletableFuture<DepartureOutcome>> step) {
    return readers
        .afresh(chat)
        .thenCompose(before -> step.get().thenApply(outcome -> departed(outcome, before)));
  }

  private Optional<Rejection> departed(DepartureOutcome outcome, List<DeviceRef> before) {
    return outcome.fold(
        done -> {
          done.notice().ifPresent(notice -> publisher.noticed(notice, before));
          return Optional.empty();
        },
        rejected -> Optional.of(rejected.rejection()));
  }
}
